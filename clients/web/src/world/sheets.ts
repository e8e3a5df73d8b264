// All sheets of the world and what is in them: tiles, things, people by their look. A sheet that is missing is told, never fatal.

import { ART_INDEX, firstSheetsOf } from "../net/addresses";
import type { Supplies } from "../net/supplies";
import type { PeopleIndex } from "./gait";
import { Sheet } from "./pictures";
import type { SheetScale } from "./sharpness";

const ART = "/art";

export interface ObjectArt {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly foot: readonly [number, number];
  /** Circles that glow in the evening. */
  readonly lit?: readonly (readonly [number, number, number])[];
  /** The box for words. */
  readonly text?: readonly [number, number, number, number];
}

interface ObjectsIndex {
  readonly objects: Readonly<Record<string, ObjectArt>>;
}

export interface TilesIndex {
  readonly columns: number;
  readonly tiles: Readonly<Record<string, { readonly id: number; readonly span: readonly [number, number] }>>;
}

interface ArtIndex {
  readonly objects: ObjectsIndex;
  readonly tiles: TilesIndex;
  readonly people: PeopleIndex;
}

export class Sheets {
  readonly tiles: Sheet;
  readonly things: Sheet;
  private readonly looks = new Map<string, Sheet>();
  private readonly missing = new Set<string>();
  private scale: SheetScale = 1;
  private sharpened = 0;
  private objects: ObjectsIndex = { objects: {} };
  tilesIndex: TilesIndex = { columns: 1, tiles: {} };
  people: PeopleIndex | null = null;

  /** `changed` is called whenever there is something new to draw. */
  constructor(
    private readonly supplies: Supplies,
    private readonly changed: () => void,
  ) {
    this.tiles = new Sheet((scale) => `${ART}/tiles/tiles@${scale}x.webp`, supplies, changed);
    this.things = new Sheet((scale) => `${ART}/objects/objects@${scale}x.webp`, supplies, changed);
  }

  /**
   * Fetch the index, and of the sheets what `place` shows, coarse: a poor line has it in half the time. People will come at `scale`.
   * What is missing stays away; what is here is drawn.
   */
  async open(place: string, scale: SheetScale): Promise<void> {
    this.scale = scale;
    const first = firstSheetsOf(place);
    const [index] = await Promise.all([
      this.index(),
      this.begin("tiles", this.tiles, first.tiles),
      this.begin("things", this.things, first.objects),
    ]);
    if (index === null) return;
    this.objects = index.objects;
    this.tilesIndex = index.tiles;
    this.people = index.people;
  }

  /** Have whole sheets before another place is drawn. */
  async complete(): Promise<void> {
    for (const sheet of [this.tiles, this.things])
      await sheet.wantWhole().catch((cause: unknown) => this.tell("whole", cause));
  }

  /** From now on sheets should be as sharp as `scale`. */
  sharpen(scale: SheetScale): void {
    if (scale <= this.sharpened) return;
    this.sharpened = scale;
    if (scale > this.scale) this.scale = scale;
    void this.attempt("tiles", this.tiles, scale);
    void this.attempt("things", this.things, scale);
    for (const [look, sheet] of this.looks) if (sheet.isHere) void this.attempt(look, sheet, scale);
  }

  art(name: string): ObjectArt | null {
    return (this.things.isHere && this.objects.objects[name]) || null;
  }

  /** Return the sheet of a look when it is here; otherwise ask for it, once, and not before the first picture. */
  look(look: string): Sheet | null {
    const known = this.looks.get(look);
    if (known !== undefined) return known.isHere ? known : null;
    if (this.sharpened === 0) return null;
    if (!this.people?.looks.some((entry) => entry.id === look)) return null;
    const sheet = new Sheet((scale) => `${ART}/people/${look}@${scale}x.webp`, this.supplies, this.changed);
    this.looks.set(look, sheet);
    void this.attempt(look, sheet, this.scale);
    return null;
  }

  private async attempt(name: string, sheet: Sheet, scale: SheetScale): Promise<void> {
    await sheet.want(scale).catch((cause: unknown) => this.tell(name, cause));
  }

  /** The trimmed sheet; where there is none, the whole one. */
  private async begin(name: string, sheet: Sheet, trimmed: string): Promise<void> {
    await sheet.wantFirst(trimmed).catch(() => this.attempt(name, sheet, 1));
  }

  private async index(): Promise<ArtIndex | null> {
    try {
      return (await this.supplies.json(ART_INDEX)) as ArtIndex;
    } catch (cause) {
      this.tell("index", cause);
      return null;
    }
  }

  private tell(name: string, cause: unknown): void {
    if (this.missing.has(name)) return;
    this.missing.add(name);
    console.warn(`the drawing goes on without the sheet "${name}"`, cause);
  }
}
