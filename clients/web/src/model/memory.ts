// What this device remembers. A browser may deny storage (private mode, full disk): then memory lasts as long as the page.

/** The part of `Storage` that is used. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A store that lives as long as the page. */
export function pageStore(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** Before every name of ours in a browser's store. */
export const MEMORY_PREFIX = "madang.";

/** Named JSON values in a store, under one prefix; never throws. */
export class Memory {
  private readonly fallback = pageStore();

  constructor(
    private readonly store: Store,
    private readonly prefix = MEMORY_PREFIX,
  ) {}

  /** Return the value kept under `name`, or `otherwise`; `fits` judges what an older version may have left. */
  load<T>(name: string, otherwise: T, fits: (value: unknown) => value is T): T {
    const text = this.read(this.prefix + name);
    if (text === null) return otherwise;
    try {
      const value: unknown = JSON.parse(text);
      return fits(value) ? value : otherwise;
    } catch {
      return otherwise;
    }
  }

  /** Keep `value`; null forgets it. */
  save(name: string, value: unknown): void {
    const key = this.prefix + name;
    try {
      if (value === null) this.store.removeItem(key);
      else this.store.setItem(key, JSON.stringify(value));
    } catch {
      this.fallback.setItem(key, JSON.stringify(value));
    }
  }

  private read(key: string): string | null {
    try {
      return this.store.getItem(key) ?? this.fallback.getItem(key);
    } catch {
      return this.fallback.getItem(key);
    }
  }
}

export const isText = (value: unknown): value is string => typeof value === "string";
export const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
