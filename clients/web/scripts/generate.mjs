// Makes src/protocol/generated.ts from protocol/schema (JSON Schema and limits). `--check` says whether it is stale (exit 1).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const root = new URL("../../../", import.meta.url);
const target = new URL("clients/web/src/protocol/generated.ts", root);
const banner =
  "// Made from protocol/schema by `make generate`. Do not edit: change protocol/madang_protocol and generate again.";

function read(name) {
  return JSON.parse(readFileSync(new URL(`protocol/schema/${name}`, root), "utf8"));
}

function constants(limits) {
  const lines = Object.entries(limits).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)} as const;`,
  );
  return ["// The bounds of the wire and of motion (madang_protocol/limits.py).", ...lines, ""].join("\n");
}

/** Name the TypeScript type of msgpack bin, which JSON Schema can only describe as base64. */
function withTypes(node) {
  if (node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map(withTypes);
  const typed = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withTypes(value)]));
  return node.contentEncoding === "base64" ? { ...typed, tsType: "Uint8Array" } : typed;
}

async function generated() {
  const { $id, ...published } = read("madang.schema.json");
  const schema = {
    ...withTypes(published),
    title: "Madang",
    type: "object",
    properties: {},
    additionalProperties: false,
  };
  const types = await compile(schema, "Madang", {
    bannerComment: banner,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    printWidth: 120,
  });
  const text = types
    .replace(
      /\/\*\*\n \* This interface was referenced by `Madang`'s JSON-Schema\n \* via the `definition` "\w+"\.\n \*\/\n/g,
      "",
    )
    .replace(
      / *\*\n *\* This interface was referenced by `Madang`'s JSON-Schema\n *\* via the `definition` "\w+"\.\n/g,
      "",
    )
    .replace(/\/\*\*\n \* Schemas of the decoded[^\n]*\n \*\/\nexport interface Madang \{\}\n/, "");
  return `${text}\n${constants(read("limits.json"))}`;
}

const text = await generated();
if (process.argv.includes("--check")) {
  const stale = !existsSync(target) || readFileSync(target, "utf8") !== text;
  if (stale) console.error("stale: clients/web/src/protocol/generated.ts; run `make generate`");
  process.exit(stale ? 1 : 0);
}
writeFileSync(target, text);
