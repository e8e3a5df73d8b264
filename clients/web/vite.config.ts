// How the client is built and tested: one entry, hashed assets, every text asset also kept compressed for the server.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

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

// The first page in pieces of about one first window of TCP (14 kB) each: side by side they need no second round trip.
// What late-parts.tsx loads is none of it; the page of a request is shared by the officers' part.
const PIECES = [
  {
    name: "kit",
    test: /node_modules\/(preact|@preact|@msgpack|@fluent)\/|vite\/preload-helper/,
    priority: 1,
  },
  { name: "office", test: /src\/(protocol|model(?!\/form\.)|net)\/|src\/words\/words/, priority: 1 },
  {
    name: "page",
    test: /src\/page\/(?!officer\/|lab\/|fonts|answers|case\.|case-form|day-input|led\.|questions|documents|transcript|help|settings|look-picker|focus-kept|styles\/looks)/,
    priority: 1,
  },
  {
    name: "case",
    test: /src\/page\/(answers|case|case-form|day-input|questions|documents|transcript)\.tsx|src\/model\/form\.ts/,
  },
];

/** What Pixi would load for uses that are not ours (other environments, filters): in the graph, it would hold on to what else it uses. */
const NEVER_LOADED = /pixi\.js\/lib\/(environment-browser\/browserAll|environment-webworker\/webworkerAll)\.mjs$/;
/** Registers loaders of spritesheets, masks and videos, of which the drawing has none. */
const REGISTERS_ONLY =
  /pixi\.js\/lib\/(spritesheet\/init|rendering\/init|rendering\/renderers\/shared\/texture\/utils\/textureFrom)\.mjs$/;
const NOTHING = "\0nothing";

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
      if (NEVER_LOADED.test(found.id)) return NOTHING;
      return REGISTERS_ONLY.test(found.id) ? { ...found, moduleSideEffects: false } : found;
    },
    load: (id) => (id === NOTHING ? "export {}" : null),
  };
}

export default defineConfig({
  plugins: [precompress(), leaveOut()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    manifest: true,
    license: { fileName: ".vite/licences.json" }, // of what is bundled; scripts/licences.mjs makes the notices of it
    sourcemap: false,
    assetsInlineLimit: 2048,
    modulePreload: { polyfill: false },
    rolldownOptions: {
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
