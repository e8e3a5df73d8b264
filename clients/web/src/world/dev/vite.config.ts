// Serves the drawing alone, with the committed places and sheets, for looking at it: `npx vite --config src/world/dev/vite.config.ts`.
// Never part of the built client: nothing in it imports this folder.
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const web = resolve(import.meta.dirname, "../../..");
const worlds = resolve(web, "../../worlds/madang_worlds");
const FOLDERS: Readonly<Record<string, string>> = {
  "/art/": join(worlds, "art/sheets"),
  "/places/": join(worlds, "places"),
};

function folderOf(address: string): string | null {
  const prefix = Object.keys(FOLDERS).find((known) => address.startsWith(known));
  return prefix === undefined ? null : join(FOLDERS[prefix] ?? "", decodeURIComponent(address.slice(prefix.length)));
}

/** The walkable floor is no file: the same code computes it here as in the office (decision 0005). */
function floorOf(place: string): string {
  const lines = [
    "import json, pathlib, sys",
    "from madang_worlds import floor_of, load_places",
    "plans = load_places(pathlib.Path(sys.argv[1]))",
    "titles = {name: plan.title for name, plan in plans.items()}",
    "print(json.dumps(floor_of(plans[sys.argv[2]], titles)))",
  ];
  const python = resolve(web, "../../.venv/bin/python");
  return execFileSync(python, ["-c", lines.join("\n"), join(worlds, "places"), place], { encoding: "utf8" });
}

/** As the office puts it together from the three indexes. */
function artIndex(): string {
  const read = (kind: string) => JSON.parse(readFileSync(join(worlds, `art/sheets/${kind}/${kind}.json`), "utf8"));
  return JSON.stringify({ objects: read("objects"), tiles: read("tiles"), people: read("people") });
}

function worldFiles(): Plugin {
  return {
    name: "madang-world-files",
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const place = /^\/places\/([\w-]+)\/floor\.json$/.exec(request.url ?? "")?.[1];
        if (place !== undefined) return response.end(floorOf(place));
        if (request.url === "/art/index.json") return response.end(artIndex());
        const file = folderOf(new URL(request.url ?? "/", "http://local").pathname);
        if (file === null || !existsSync(file)) return next();
        if (file.endsWith(".json") || file.endsWith(".tmj")) response.setHeader("content-type", "application/json");
        createReadStream(file).pipe(response);
      });
    },
  };
}

export default defineConfig({
  root: web,
  plugins: [worldFiles()],
  server: { host: "127.0.0.1", port: 8150, hmr: false },
});
