// Tiles that stand free on an object layer: drawn where Tiled shows them, before or behind people by their foot.
import { Rectangle, Sprite, Texture } from "pixi.js";
import type { DepthLayer } from "./depth-layer";
import type { LoadedMap } from "./map-loading";
import { type StandingTile, standingTiles } from "./standing-tiles";

export function standTiles({ map, tilesets, textures }: LoadedMap, standing: DepthLayer): void {
  for (const tile of standingTiles(map.objects, tilesets)) {
    const whole = textures.get(tile.tileset.image);
    if (whole !== undefined) standing.add(spriteOf(tile, whole), tile.footY);
  }
}

/** A mirrored one stays in its own box. */
function spriteOf(tile: StandingTile, whole: Texture): Sprite {
  const { x, y, width, height, turn, across, down, frame } = tile;
  const [left, top] = tile.anchor;
  const texture = new Texture({ source: whole.source, frame: new Rectangle(...frame) });
  const anchor = { x: across ? 1 - left : left, y: down ? 1 - top : top };
  const sprite = new Sprite({ texture, anchor, rotation: turn, alpha: tile.opacity, tint: tile.tint });
  sprite.position.set(x, y);
  sprite.scale.set(((across ? -1 : 1) * width) / frame[2], ((down ? -1 : 1) * height) / frame[3]);
  return sprite;
}
