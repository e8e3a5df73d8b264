// The way to the node that has the room, when the server has named one (SPEC N21). Knows paths and seats, no socket.
import type { Hello, SeeOther } from "../protocol/generated";
import type { Powers } from "./connection";

/** Sent on more often than this without a welcome, a client asks to be served where it is. */
const FOLLOWED_MAX = 4;
/** A node that says nothing for so long is not waited for. */
const ANSWER_MS_MAX = 4_000;
const NODE_PATH = /^\/n\/[A-Za-z0-9][A-Za-z0-9.-]{0,59}(\/o\/[a-z0-9-]{1,40})?\/(ws|rooms)$/;

export class NodeWay {
  private told: SeeOther | null = null;
  private followed = 0;
  private cancel: () => void = () => {};

  constructor(
    private readonly powers: Pick<Powers, "later">,
    private readonly unanswered: () => void,
  ) {}

  /** Where to connect; undefined: at the ordinary address. */
  get path(): string | undefined {
    return this.told?.path;
  }

  /** What `hello` says of it. */
  hello(): Pick<Hello, "features" | "seat"> {
    if (this.told !== null) return { features: ["see_other"], seat: this.told.seat };
    return this.followed < FOLLOWED_MAX ? { features: ["see_other"] } : {};
  }

  /** Go there from now on, unless that is no path of a node or was too often. False: it was told to who had not offered to go. */
  follow(told: SeeOther): boolean {
    const offered = this.told !== null || this.followed < FOLLOWED_MAX;
    this.leave();
    this.followed += 1;
    if (this.followed > FOLLOWED_MAX || !NODE_PATH.test(told.path)) return offered;
    this.told = told;
    this.cancel = this.powers.later(this.unanswered, ANSWER_MS_MAX);
    return true;
  }

  /** Somebody answers there. */
  heard(): void {
    this.cancel();
  }

  arrived(): void {
    this.leave();
    this.followed = 0;
  }

  /** The connection is over. True when it was on its way to a node: then the ordinary address is tried, at once. */
  failed(): boolean {
    const wasUnderWay = this.told !== null;
    this.leave();
    return wasUnderWay;
  }

  forget(): void {
    this.arrived();
  }

  private leave(): void {
    this.cancel();
    this.told = null;
  }
}
