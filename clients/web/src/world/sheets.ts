// All sheets of the world and what is in them: tiles, things, people by their look. A sheet that is missing is told, never fatal.
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

export class Sheets {
  readonly tiles: Sheet;
  readonly things: Sheet;
  private readonly looks = new Map<string, Sheet>();
  private readonly missing = new Set<string>();
  private scale: SheetScale = 1;
  private objects: ObjectsIndex = { objects: {} };
  tilesIndex: TilesIndex = { columns: 1, tiles: {} };
  people: PeopleIndex | null = null;

  /** `changed` is called whenever there is something new to draw. */
  constructor(private readonly changed: () => void) {
    this.tiles = new Sheet((scale) => `${ART}/tiles/tiles@${scale}x.webp`, changed);
    this.things = new Sheet((scale) => `${ART}/objects/objects@${scale}x.webp`, changed);
  }

  /** Fetch the indexes and the sheets every place needs. What is missing stays away; what is here is drawn. */
  async open(scale: SheetScale): Promise<void> {
    this.scale = scale;
    const [objects, tiles, people] = await Promise.all([
      this.index<ObjectsIndex>("objects/objects.json"),
      this.index<TilesIndex>("tiles/tiles.json"),
      this.index<PeopleIndex>("people/people.json"),
      this.attempt("tiles", this.tiles, scale),
      this.attempt("things", this.things, scale),
    ]);
    if (objects !== null) this.objects = objects;
    if (tiles !== null) this.tilesIndex = tiles;
    this.people = people;
  }

  /** From now on sheets should be as sharp as `scale`. */
  sharpen(scale: SheetScale): void {
    if (scale <= this.scale) return;
    this.scale = scale;
    void this.attempt("tiles", this.tiles, scale);
    void this.attempt("things", this.things, scale);
    for (const [look, sheet] of this.looks) if (sheet.isHere) void this.attempt(look, sheet, scale);
  }

  art(name: string): ObjectArt | null {
    return (this.things.isHere && this.objects.objects[name]) || null;
  }

  /** Return the sheet of a look when it is here; otherwise ask for it, once. */
  look(look: string): Sheet | null {
    const known = this.looks.get(look);
    if (known !== undefined) return known.isHere ? known : null;
    if (!this.people?.looks.some((entry) => entry.id === look)) return null;
    const sheet = new Sheet((scale) => `${ART}/people/${look}@${scale}x.webp`, this.changed);
    this.looks.set(look, sheet);
    void this.attempt(look, sheet, this.scale);
    return null;
  }

  private async attempt(name: string, sheet: Sheet, scale: SheetScale): Promise<void> {
    await sheet.want(scale).catch((cause: unknown) => this.tell(name, cause));
  }

  private async index<Index>(path: string): Promise<Index | null> {
    try {
      const response = await fetch(`${ART}/${path}`);
      if (!response.ok) throw new Error(`${response.status} for ${path}`);
      return (await response.json()) as Index;
    } catch (cause) {
      this.tell(path, cause);
      return null;
    }
  }

  private tell(name: string, cause: unknown): void {
    if (this.missing.has(name)) return;
    this.missing.add(name);
    console.warn(`the drawing goes on without the sheet "${name}"`, cause);
  }
}
