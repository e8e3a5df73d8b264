// Who this page is to the office, kept on this device: a citizen's token for long, an officer's sign-in for this tab alone.
// Knows what the office needs to hear in `hello`, and which screen follows from it; knows no element of the page.
import { type Signal, signal } from "@preact/signals";
import { isTextOrNull, type Memory } from "./model/memory";
import type { Model } from "./model/model";
import type { SettingsModel } from "./model/settings";
import type { Connection, Greeting } from "./net/connection";
import { OFFICE_PATH, officePathOf } from "./office-path";
import type { Identity, ScreenName } from "./page/context";
import { panelOf } from "./page/route";
import type { Welcome } from "./protocol/generated";

const FORBIDDEN = 4403; // the sign-in proves nothing any more (SPEC S10)
const IDENT = /^[a-z][a-z0-9_-]{0,47}$/;

interface IdentityParts {
  readonly address: Pick<Location, "pathname" | "search" | "hash">;
  /** Kept for long: the citizen's token. */
  readonly memory: Memory;
  /** Kept for as long as this tab is open: the officer's sign-in. */
  readonly tabMemory: Memory;
  readonly connection: Pick<Connection, "start" | "stop">;
  readonly settings: Pick<SettingsModel, "now">;
  readonly model: Pick<Model, "me" | "status">;
}

interface Newcomer {
  readonly name: string;
  readonly look: string | null;
}

export class DeviceIdentity implements Identity {
  readonly screen: Signal<ScreenName>;
  /** This is the officers' page: one signs in here, and no citizen's token is kept. */
  private readonly isStaffPage: boolean;
  /** The link holds a recovery code (SPEC S30): who that is, is asked before anybody comes in. */
  private readonly isRecovering: boolean;
  private newcomer: Newcomer | null = null;

  constructor(private readonly parts: IdentityParts) {
    const { pathname, hash } = parts.address;
    this.isRecovering = panelOf(hash)?.panel === "recover";
    this.isStaffPage = pathname === `${officePathOf(pathname)}/officer` || hash === "#officer";
    this.screen = signal(this.entryScreen);
  }

  /** Come in without a question when this device knows already who it is. */
  restore(): void {
    if (this.officerToken !== null) this.connect("desk");
    else if (!this.isStaffPage && this.citizenToken !== null && !this.isRecovering) this.connect("hall");
  }

  arrive(as: Newcomer | null): void {
    this.newcomer = as;
    this.connect("hall");
  }

  signIn(token: string): void {
    this.parts.tabMemory.save("officer", token);
    this.connect("desk");
  }

  /** The office has let me in: keep the token it gave. An officer's page is of no use to anybody else. */
  welcomed({ token, role }: Welcome): void {
    if (token && !this.isStaffPage) this.parts.memory.save("token", token);
    if (this.isStaffPage && role !== "officer" && role !== "supervisor") this.leave();
  }

  reconnect(): void {
    const status = this.parts.model.status.peek();
    if (this.isStaffPage && status.is === "ended" && status.code === FORBIDDEN)
      this.parts.tabMemory.save("officer", null);
    const isSignedOut = this.isStaffPage && status.is === "ended" && this.officerToken === null;
    if (isSignedOut) this.screen.value = "sign-in";
    else this.parts.connection.start(this.greeting);
  }

  leave(): void {
    const signedIn = this.officerToken;
    if (this.isStaffPage) this.parts.tabMemory.save("officer", null);
    else this.parts.memory.save("token", null);
    this.parts.connection.stop(); // first: the office closes the desk because its officer left, not because a sign-in ended
    if (signedIn !== null) void signOut(signedIn);
    this.parts.model.me.value = null;
    this.screen.value = this.entryScreen;
  }

  token(): string | null {
    return this.officerToken ?? this.citizenToken;
  }

  private connect(screen: ScreenName): void {
    this.screen.value = screen;
    this.parts.connection.start(this.greeting);
  }

  /** What `hello` says, asked anew at every connection: token and language may have changed since the last one. */
  private readonly greeting: Greeting = () => ({
    lang: this.parts.settings.now.peek().language,
    ...linkTarget(this.parts.address.search),
    ...this.credentials(),
  });

  /** An officer's sign-in before a citizen's token; without either, what the newcomer calls themselves. */
  private credentials(): Partial<ReturnType<Greeting>> {
    const [officer, token] = [this.officerToken, this.citizenToken];
    if (officer !== null) return { officer };
    if (token !== null) return { token };
    if (this.newcomer === null) return {};
    const { name, look } = this.newcomer;
    return look === null ? { name } : { name, look };
  }

  private get entryScreen(): ScreenName {
    return this.isStaffPage ? "sign-in" : "arrival";
  }

  private get citizenToken(): string | null {
    return this.parts.memory.load("token", null, isTextOrNull);
  }

  private get officerToken(): string | null {
    return this.isStaffPage ? this.parts.tabMemory.load("officer", null, isTextOrNull) : null;
  }
}

/** Return the place and the entry that the link to this page names. */
function linkTarget(search: string): { place?: string; entry?: string } {
  const asked = new URLSearchParams(search);
  const [place, entry] = [asked.get("place") ?? "", asked.get("entry") ?? ""];
  return { ...(IDENT.test(place) ? { place } : {}), ...(IDENT.test(entry) ? { entry } : {}) };
}

async function signOut(token: string): Promise<void> {
  try {
    await fetch(`${OFFICE_PATH}/api/officer/sign-out`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
    });
  } catch {
    // Without a connection the sign-in expires by itself; this device has forgotten it already.
  }
}
