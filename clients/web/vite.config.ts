// How the client is built and tested: two pages (its own, and that of a big screen), hashed assets, every text asset also kept compressed for the server.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type IndexHtmlTransformContext, type Plugin } from "vite";

const COMPRESSED = /\.(html|js|css|svg|json|webmanifest)$/;
const server = process.env.MADANG_SERVER ?? "http://127.0.0.1:8080";

/** Writes `x.gz` and `x.br` beside every text asset, so that the server never compresses at request time. */
function precompress(): Plugin {
  let folder = "dist";
  return {
    name: "madang-precompress",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (COMPRESSED.test(name)) compressBeside(join(folder, name));
      }
    },
  };
}

function compressBeside(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

// The first page in pieces of about one first window of TCP (14 kB) each: side by side they need no second round trip. What the
// arrival shows is `$initial`; the screen of the hall comes while it is read. What else late-parts.tsx loads is none of
// it; the page of a request is shared by the officers' part.
const PIECES = [
  { name: "kit", test: /node_modules\/(preact|@preact|@msgpack|@fluent)\/|vite\/preload-helper/, priority: 4 },
  {
    name: "ahead",
    test: /src\/(ahead|environment|world\/tile-numbers|model\/(memory|preferences)|net\/(addresses|supplies))\./,
    priority: 4,
  },
  {
    name: "office",
    test: /src\/(protocol|model(?!\/(backlog|day|form)\.)|net)\/|src\/words\/words/,
    priority: 3,
  },
  { name: "page", test: /src\/(page\/|drawn-world|preparation|identity)/, tags: ["$initial"], priority: 2 },
  {
    name: "hall",
    test: /src\/page\/(?!officer\/|lab\/|fonts|announced|appointment|bell|inquiry|answers|attach|file-|talk-files|uploads|case\.|cases|case-form|case-parts|case-words|others|day-input|led\.|objection|questions|documents|part(y|ies)|transcript|help|settings|own-data|recovery|forgetting|look-picker|visit-choices|visit-parts|take-back|zoned|accounts\/|styles\/(looks|desk|announced|appointments|bell|others|inquiry|files|parties|recovery|accounts))/,
    priority: 1,
  },
  {
    name: "case",
    test: /src\/page\/(answers|attach|attached|case|cases|case-form|case-parts|case-words|day-input|file-transfer|file-words|objection|questions|documents|talk-files|transcript|uploads)\.tsx?|src\/page\/styles\/files\.css|src\/model\/(day|form)\.ts/,
  },
];

/** The page for a big screen: an entry of its own, which shares nothing with the client. */
const DISPLAY = "/display.html";

type Bundle = NonNullable<IndexHtmlTransformContext["bundle"]>;

/** Writes into the page what makes its way short: its style, where the first script is (src/ahead.ts), what comes after it. */
function shortenTheWay(): Plugin {
  return {
    name: "madang-shorten-the-way",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {}, path }) => {
        const own = styledWithin(withIcon(html), bundle);
        return path === DISPLAY ? own : scriptedWithin(own, bundle);
      },
    },
  };
}

/** The first script does not wait for the others, and knows where the code is that will be wanted next. */
function scriptedWithin(html: string, bundle: Bundle): string {
  const [ahead, hall, drawing] = ["src/ahead.ts", "src/page/hall-screen.tsx", "src/world/index.ts"].map((source) =>
    chunksWith(source, bundle).join(" "),
  );
  const next = `data-hall="${hall}" data-drawing="${drawing}"`;
  return html.replace(
    "<script",
    `<script type="module" async crossorigin ${next} src="${ahead}"></script>\n    <script`,
  );
}

/** The chunk that holds a source, and the one that is named by it when they are two. */
function chunksWith(source: string, bundle: Bundle): string[] {
  return Object.values(bundle).flatMap((one) => {
    if (one.type !== "chunk") return [];
    const isWanted = one.facadeModuleId?.endsWith(source) || one.moduleIds.some((id) => id.endsWith(source));
    return isWanted ? [`/${one.fileName}`] : [];
  });
}

/** The icon is smaller than the head of an answer. */
function withIcon(html: string): string {
  const icon = readFileSync("public/icon.svg", "utf8").replace(/\s+/g, " ");
  return html.replace('"/icon.svg"', () => `"data:image/svg+xml,${encodeURIComponent(icon)}"`);
}

/** Put the style itself where its address stands: no part that comes later fetches it once more. */
function styledWithin(html: string, bundle: Bundle): string {
  return html.replace(/<link rel="stylesheet"[^>]*href="\/([^"]+)">/g, (_, name: string) => {
    const sheet = bundle[name];
    if (sheet?.type !== "asset") throw new Error(`${name} is no style sheet`);
    for (const one of Object.values(bundle)) if (one.type === "chunk") one.viteMetadata?.importedCss.delete(name);
    delete bundle[name];
    return `<style>${sheet.source}</style>`;
  });
}

/** What Pixi would load for uses that are not ours (other environments, filters): in the graph, it would hold on to what else it uses. */
const NEVER_LOADED = /pixi\.js\/lib\/(environment-browser\/browserAll|environment-webworker\/webworkerAll)\.mjs$/;
/** Registers loaders of spritesheets, masks and videos, of which the drawing has none. */
const REGISTERS_ONLY =
  /pixi\.js\/lib\/(spritesheet\/init|rendering\/init|rendering\/renderers\/shared\/texture\/utils\/textureFrom)\.mjs$/;
/** Makes a graphics context for one question, which costs a slow phone as much as the drawing; `canDraw` (src/environment.ts) asks it. */
const ASKS_PRECISION = /pixi\.js\/lib\/.*\/getMaxFragmentPrecision\.mjs$/;
const INSTEAD: Readonly<Record<string, string>> = {
  "\0nothing": "export {}",
  "\0precision": 'export const getMaxFragmentPrecision = () => "highp";',
};

/** Takes out of the words what no reader of the page gets: headings and remarks for who writes them, and empty lines. */
function bareWords(): Plugin {
  const kind = ".ftl?raw";
  return {
    name: "madang-bare-words",
    apply: "build",
    enforce: "pre",
    load: (id) => {
      if (!id.endsWith(kind)) return null;
      const lines = readFileSync(id.slice(0, -"?raw".length), "utf8").split("\n");
      const told = lines.filter((line) => line.trim() !== "" && !line.startsWith("#")).join("\n");
      return `export default ${JSON.stringify(`${told}\n`)}`;
    },
  };
}

/** Leaves out of the drawing what it never uses of Pixi: a fifth of its bytes. */
function leaveOut(): Plugin {
  return {
    name: "madang-leave-out",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const found = importer?.includes("pixi.js")
        ? await this.resolve(source, importer, { ...options, skipSelf: true })
        : null;
      if (found === null) return null;
      if (NEVER_LOADED.test(found.id)) return "\0nothing";
      if (ASKS_PRECISION.test(found.id)) return "\0precision";
      return REGISTERS_ONLY.test(found.id) ? { ...found, moduleSideEffects: false } : found;
    },
    load: (id) => INSTEAD[id] ?? null,
  };
}

export default defineConfig({
  plugins: [precompress(), bareWords(), leaveOut(), shortenTheWay()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    manifest: true,
    license: { fileName: ".vite/licences.json" }, // of what is bundled; scripts/licences.mjs makes the notices of it
    sourcemap: false,
    assetsInlineLimit: 2048,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["index.html", "display.html"],
      output: { codeSplitting: { groups: PIECES } },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 8130,
    proxy: {
      "/ws": { target: server, ws: true },
      "/api": server,
      "/art": server,
      "/places": server,
      "/verify": server,
    },
  },
  // Node 20 has its WebSocket behind a flag; some tests talk to a real server.
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
    testTimeout: 300_000, // only so that a broken server fails a test instead of holding it for ever
    hookTimeout: 300_000,
    execArgv: typeof WebSocket === "undefined" ? ["--experimental-websocket", "--no-warnings"] : [],
  },
} as import("vite").UserConfig);
