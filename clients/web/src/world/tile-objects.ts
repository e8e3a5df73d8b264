// Tiles that stand free on an object layer: drawn where Tiled shows them, before or behind people by their foot.
import { Rectangle, Sprite, Texture } from "pixi.js";
import type { DepthLayer } from "./depth-layer";
import type { LoadedMap } from "./map-loading";
import { type StandingTile, standingTiles } from "./standing-tiles";

export function standTiles({ map, tilesets, textures }: LoadedMap, standing: DepthLayer): void {
  for (const tile of standingTiles(map.objects, tilesets)) {
    const whole = textures.get(tile.tileset);
    if (whole !== undefined) standing.add(spriteOf(tile, whole), tile.y);
  }
}

/** Its point is the lower left corner, around which it is turned; a mirrored one stays in its own box. */
function spriteOf({ x, y, width, height, turn, across, down, frame }: StandingTile, whole: Texture): Sprite {
  const texture = new Texture({ source: whole.source, frame: new Rectangle(...frame) });
  const sprite = new Sprite({ texture, anchor: { x: across ? 1 : 0, y: down ? 0 : 1 }, rotation: turn });
  sprite.position.set(x, y);
  sprite.scale.set(((across ? -1 : 1) * width) / frame[2], ((down ? -1 : 1) * height) / frame[3]);
  return sprite;
}
