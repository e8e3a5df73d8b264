// Tile layers on the screen: a mesh for each run of quads, made once for a place.
import { Container, Mesh, MeshGeometry } from "pixi.js";
import type { LoadedMap } from "./map-loading";
import { runsOf } from "./quads";

/** Return everything of a map that lies under people, or everything that hangs over them. */
export function layersOf({ map, tilesets, textures }: LoadedMap, side: "under" | "over"): Container {
  const holder = new Container();
  const layers = map.layers.filter((layer) => layer.isOver === (side === "over"));
  for (const run of runsOf(layers, tilesets, map.tilePx)) {
    const texture = textures.get(run.tileset);
    if (texture === undefined) continue; // its picture is missing: the rest is drawn
    const geometry = new MeshGeometry({ positions: run.positions, uvs: run.uvs, indices: run.indices });
    const mesh = new Mesh({ geometry, texture });
    mesh.alpha = run.opacity;
    holder.addChild(mesh);
  }
  return holder;
}
