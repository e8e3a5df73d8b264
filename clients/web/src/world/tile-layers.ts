// Tile layers and pictures of a map on the screen: a mesh for each run of quads, made once for a place.
import { Container, Mesh, MeshGeometry, Sprite, Texture } from "pixi.js";
import type { LoadedMap } from "./map-loading";
import { runsOf } from "./quads";
import type { PictureLayer, TileLayer } from "./tiled";

const QUAD = [0, 1, 2, 0, 2, 3];

/** Return everything of a map that lies under people, or everything that hangs over them. */
export function layersOf(loaded: LoadedMap, side: "under" | "over"): Container {
  const { map } = loaded;
  const holder = new Container();
  const isHere = (layer: { readonly isOver: boolean }) => layer.isOver === (side === "over");
  if (side === "under") addGround(holder, loaded);
  let drawn = 0;
  for (const picture of map.pictures) {
    addTiles(holder, loaded, map.layers.slice(drawn, picture.place).filter(isHere));
    if (isHere(picture)) addPicture(holder, loaded, picture);
    drawn = picture.place;
  }
  addTiles(holder, loaded, map.layers.slice(drawn).filter(isHere));
  return holder;
}

/** The map's own colour, where it has one. */
function addGround(holder: Container, { map }: LoadedMap): void {
  if (map.background === null) return;
  const ground = new Sprite(Texture.WHITE);
  ground.tint = map.background.rgb;
  ground.alpha = map.background.opacity;
  ground.setSize(map.widthTiles * map.tilePx, map.heightTiles * map.tilePx);
  holder.addChild(ground);
}

function addTiles(holder: Container, { map, tilesets, textures }: LoadedMap, layers: readonly TileLayer[]): void {
  for (const run of runsOf(layers, tilesets, map.tilePx, map.order)) {
    const texture = textures.get(run.tileset.image);
    if (texture === undefined) continue; // its picture is missing: the rest is drawn
    const geometry = new MeshGeometry({ positions: run.positions, uvs: run.uvs, indices: run.indices });
    const mesh = new Mesh({ geometry, texture });
    mesh.alpha = run.opacity;
    mesh.tint = run.tint;
    holder.addChild(mesh);
  }
}

/** One that repeats fills the place: its texture goes on beyond its edges. */
function addPicture(holder: Container, { map, textures }: LoadedMap, picture: PictureLayer): void {
  const texture = textures.get(picture.image);
  if (texture === undefined) return;
  const { x, y, repeatsAcross, repeatsDown } = picture;
  const [left, right] = repeatsAcross ? [0, map.widthTiles * map.tilePx] : [x, x + texture.width];
  const [top, bottom] = repeatsDown ? [0, map.heightTiles * map.tilePx] : [y, y + texture.height];
  const corners = [left, top, right, top, right, bottom, left, bottom];
  const uvs = corners.map((px, index) => (index % 2 === 0 ? (px - x) / texture.width : (px - y) / texture.height));
  const geometry = new MeshGeometry({
    positions: Float32Array.from(corners),
    uvs: Float32Array.from(uvs),
    indices: Uint32Array.from(QUAD),
  });
  if (repeatsAcross || repeatsDown) texture.source.addressMode = "repeat";
  const mesh = new Mesh({ geometry, texture });
  mesh.alpha = picture.opacity;
  mesh.tint = picture.tint;
  holder.addChild(mesh);
}
