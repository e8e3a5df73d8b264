// The way to the node that has the room, when the server has named one (SPEC N21, N28). Knows paths, names and seats, no socket.
import type { Hello, SeeOther } from "../protocol/generated";
import type { Powers } from "./connection";

/** Sent on more often than this without a welcome, a client asks to be served where it is. */
const FOLLOWED_MAX = 4;
/** A node that says nothing for so long is not waited for. */
const ANSWER_MS_MAX = 4_000;
/** A name by which nobody answered is not tried again for so long. */
const NAME_RESTS_MS = 600_000;
/** The path of a node, behind a host or none; the host begins with the name of that node. */
const WAY =
  /^(([a-z\d][a-z\d.-]*)\.[a-z\d.:-]+(?=\/n\/\2\/))?\/n\/[a-z\d][a-z\d.-]{0,59}(\/o\/[a-z\d-]{1,40})?\/(ws|rooms)$/i;

export class NodeWay {
  /** By which name to connect; nothing: by the ordinary one. */
  host = "";
  private told: SeeOther | null = null;
  private followed = 0;
  /** Names by which nobody answered, and until when they rest. */
  private readonly resting = new Map<string, number>();
  private cancel: () => void = () => {};

  constructor(
    private readonly powers: Pick<Powers, "later" | "now">,
    private readonly unanswered: () => void,
  ) {}

  /** Where to connect; undefined: at the ordinary address. */
  get path(): string | undefined {
    return this.told?.path;
  }

  /** What `hello` says of it. At another name the seat alone says who comes: what opens more than one node is not told there. */
  hello(): Pick<Hello, "features" | "seat" | "token" | "officer"> {
    const features = ["see_other"];
    if (this.told === null) return this.followed < FOLLOWED_MAX ? { features } : {};
    const hello = { features, seat: this.told.seat };
    return this.host ? { ...hello, token: null, officer: null } : hello;
  }

  /** Go there from now on, unless that is no path of a node or was too often. False: it was told to who had not offered to go. */
  follow(told: SeeOther): boolean {
    const offered = this.told !== null || this.followed < FOLLOWED_MAX;
    this.leave();
    this.followed += 1;
    if (this.followed > FOLLOWED_MAX || !WAY.test(told.path)) return offered;
    const host = told.host ?? "";
    const rests = (this.resting.get(host) ?? 0) > this.powers.now();
    this.go(told, !rests && WAY.test(host + told.path) ? host : "");
    return true;
  }

  /** Somebody answers there. */
  heard(): void {
    this.cancel();
    this.host = "";
  }

  /** Nobody is on the way any more: they arrived, or go nowhere. */
  ended(): void {
    this.leave();
    this.followed = 0;
  }

  /**
   * The connection is over. True when it was on its way to a node: then it goes on at once. Where nobody answered by the node's
   * name, by its path at the ordinary address and with the same seat; else to the ordinary address.
   */
  failed(code: number): boolean {
    const { told, host } = this;
    this.leave();
    if (told === null) return false;
    if (host && code === 1006) {
      this.resting.set(host, this.powers.now() + NAME_RESTS_MS);
      this.go(told, "");
    }
    return true;
  }

  private go(told: SeeOther, host: string): void {
    this.told = told;
    this.host = host;
    this.cancel = this.powers.later(this.unanswered, ANSWER_MS_MAX);
  }

  private leave(): void {
    this.heard();
    this.told = null;
  }
}
