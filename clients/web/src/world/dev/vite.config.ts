// Serves the drawing alone, with the committed places and sheets, for looking at it: `npx vite --config src/world/dev/vite.config.ts`.
// Never part of the built client: nothing in it imports this folder.
import { createReadStream, existsSync } from "node:fs";
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

function worldFiles(): Plugin {
  return {
    name: "madang-world-files",
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
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
