// What a place is drawn with, asked for ahead: each address once, handed over to the first who asks for it. Knows addresses, no place.

/** How JSON and pictures are fetched. Both reject when they cannot be had. */
export interface Supplies {
  /** `priority`: among what is asked for at the same time. */
  json(address: string, priority?: RequestPriority): Promise<unknown>;
  picture(address: string): Promise<HTMLImageElement>;
}

/** Addresses to be asked for ahead, in this order. */
export interface Wanted {
  readonly jsons: readonly string[];
  readonly pictures: readonly string[];
}

export class SuppliesAhead implements Supplies {
  private readonly jsons = new Map<string, Promise<unknown>>();
  private readonly pictures = new Map<string, Promise<HTMLImageElement>>();
  private readonly stocked = new Set<string>();

  constructor(
    private readonly line: Supplies,
    private readonly base: string,
  ) {}

  /** The page brought these answers along, by their addresses: they are not asked for. */
  know(answers: Readonly<Record<string, unknown>>): void {
    for (const [address, answer] of Object.entries(answers)) {
      this.ask(this.jsons, address, () => Promise.resolve(answer));
    }
  }

  /** Ask for these now; what was asked for ahead before, also if it was taken since, is not asked for again. */
  stock(wanted: Wanted): void {
    for (const address of wanted.jsons) this.ask(this.jsons, address, (whole) => this.line.json(whole, "low"));
    for (const address of wanted.pictures) this.ask(this.pictures, address, (whole) => this.line.picture(whole));
  }

  json(address: string): Promise<unknown> {
    return this.handOver(this.jsons, address, (whole) => this.line.json(whole));
  }

  picture(address: string): Promise<HTMLImageElement> {
    return this.handOver(this.pictures, address, (whole) => this.line.picture(whole));
  }

  private ask<T>(kept: Map<string, Promise<T>>, address: string, fetch: (whole: string) => Promise<T>): void {
    const whole = this.whole(address);
    if (this.stocked.has(whole)) return;
    this.stocked.add(whole);
    const coming = fetch(whole);
    coming.catch(() => {}); // whoever takes it asks again, and tells
    kept.set(whole, coming);
  }

  private handOver<T>(
    kept: Map<string, Promise<T>>,
    address: string,
    fetch: (whole: string) => Promise<T>,
  ): Promise<T> {
    const whole = this.whole(address);
    const ahead = kept.get(whole);
    kept.delete(whole); // the next time it may have changed
    return ahead?.catch(() => fetch(whole)) ?? fetch(whole);
  }

  private whole(address: string): string {
    return new URL(address, this.base).href;
  }
}
