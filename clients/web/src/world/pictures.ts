// Pictures from the server and pictures drawn here, as textures. Knows no map and no person; loads without any eval or worker.
import { ImageSource, Rectangle, Texture } from "pixi.js";
import type { Supplies } from "../net/supplies";
import type { SheetScale } from "./sharpness";

/**
 * One sheet that comes in three sizes. It is measured in px at 1x; a sharper picture takes the place of a coarser one without
 * anybody noticing, and is never given back for a coarser one.
 */
export class Sheet {
  private source: ImageSource | null = null;
  private scale = 0;
  private isTrimmed = false;
  private readonly cut = new Map<string, Texture>();

  constructor(
    private readonly address: (scale: SheetScale) => string,
    private readonly supplies: Supplies,
    private readonly changed: () => void,
  ) {}

  get isHere(): boolean {
    return this.source !== null;
  }

  /** Have the picture at `trimmed` for now: coarse, and with only what the first place shows. Rejects when it cannot be fetched. */
  async wantFirst(trimmed: string): Promise<void> {
    this.take(await this.supplies.picture(trimmed), 1);
    this.scale = 1;
    this.isTrimmed = true;
  }

  /** Have all of the sheet, as sharp as it is now: another place shows other parts of it. */
  async wantWhole(): Promise<void> {
    if (!this.isTrimmed) return;
    this.scale = 0;
    await this.want(1);
  }

  /** Have the sheet at `scale`, or sharper. Rejects when it cannot be fetched and none is here. */
  async want(scale: SheetScale): Promise<void> {
    if (this.scale >= scale) return;
    const before = this.scale;
    this.scale = scale; // asked for: nobody asks twice
    try {
      this.take(await this.supplies.picture(this.address(scale)), scale);
      this.isTrimmed = false;
    } catch (cause) {
      this.scale = before;
      if (this.source === null) throw cause;
    }
  }

  /** Return a part of the sheet, by px at 1x. Only when it is here. */
  part(x: number, y: number, width: number, height: number): Texture {
    const key = `${x},${y},${width},${height}`;
    const known = this.cut.get(key);
    if (known !== undefined) return known;
    const texture =
      this.source === null
        ? Texture.EMPTY
        : new Texture({ source: this.source, frame: new Rectangle(x, y, width, height) });
    if (this.source !== null) this.cut.set(key, texture);
    return texture;
  }

  whole(): Texture {
    return this.source === null ? Texture.EMPTY : new Texture({ source: this.source });
  }

  private take(image: HTMLImageElement, scale: SheetScale): void {
    if (scale < this.scale) return;
    if (this.source === null) {
      this.source = new ImageSource({ resource: image, resolution: scale, autoGenerateMipmaps: false });
    } else {
      this.source.resource = image;
      this.source.resize(image.naturalWidth / scale, image.naturalHeight / scale, scale);
      this.source.update();
    }
    this.changed();
  }
}
