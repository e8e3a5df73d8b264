// Tilesets and templates that Tiled wrote as XML, as its JSON would have them. Fetches what it reads; knows no map.
type Json = Record<string, unknown>;

/** Return a tileset (`.tsx`) as JSON would have it. */
export async function fetchXmlTileset(address: URL): Promise<Json> {
  const root = (await fetchXml(address)).querySelector("tileset");
  const tiles = [...(root?.querySelectorAll(":scope > tile") ?? [])];
  return {
    ...numbersOf(root, ["tilewidth", "tileheight", "columns", "tilecount", "margin", "spacing"]),
    ...pictureOf(root),
    objectalignment: root?.getAttribute("objectalignment"),
    tileoffset: numbersOf(root?.querySelector(":scope > tileoffset") ?? null, ["x", "y"]),
    tiles: tiles.map((tile) => ({ ...numbersOf(tile, ["id"]), ...pictureOf(tile) })),
  };
}

async function fetchXml(address: URL): Promise<Document> {
  const response = await fetch(address);
  return new DOMParser().parseFromString(await response.text(), "text/xml");
}

/** Return a template (`.tx`) as JSON would have it. */
export async function fetchXmlTemplate(address: URL): Promise<Json> {
  const node = (await fetchXml(address)).querySelector("template > object");
  const words = ["name", "type", "class"].filter((name) => node?.hasAttribute(name));
  const properties = [...(node?.querySelectorAll(":scope > properties > property") ?? [])].map((one) => ({
    name: one.getAttribute("name"),
    value: propertyValue(one.getAttribute("type"), one.getAttribute("value") ?? one.textContent ?? ""),
  }));
  const named = Object.fromEntries(words.map((name) => [name, node?.getAttribute(name)]));
  const numbers = numbersOf(node, ["x", "y", "width", "height", "rotation", "gid", "opacity"]);
  const set = node?.parentElement?.querySelector(":scope > tileset") ?? null;
  const tileset = { ...numbersOf(set, ["firstgid"]), source: set?.getAttribute("source") };
  return { object: { ...named, ...numbers, visible: node?.getAttribute("visible") !== "0", properties }, tileset };
}

function propertyValue(kind: string | null, text: string): unknown {
  if (kind === "bool") return text === "true";
  return kind === "int" || kind === "float" ? Number(text) : text;
}

/** Return the picture that is named in a tileset or a tile, as JSON would name it. */
function pictureOf(node: Element | null): Json {
  const image = node?.querySelector(":scope > image") ?? null;
  const { width, height } = numbersOf(image, ["width", "height"]);
  return { image: image?.getAttribute("source"), imagewidth: width, imageheight: height };
}

function numbersOf(node: Element | null, names: readonly string[]): Record<string, number> {
  const given = names.filter((name) => node?.hasAttribute(name));
  return Object.fromEntries(given.map((name) => [name, Number(node?.getAttribute(name))]));
}
