// Who I am to the office, kept on this device: the citizen's token for long, an officer's sign-in for this tab only.
import { signal } from "@preact/signals";
import { storeOf } from "./environment";
import { isTextOrNull, Memory } from "./model/memory";
import type { Model } from "./model/model";
import type { SettingsModel } from "./model/settings";
import type { Connection, Greeting } from "./net/connection";
import type { Stage, Visit } from "./page/context";
import type { Welcome } from "./protocol/generated";

const IDENT = /^[a-z][a-z0-9_-]{0,47}$/;

interface Parts {
  readonly memory: Memory;
  readonly connection: Connection;
  readonly settings: SettingsModel;
  readonly model: Model;
}

interface Newcomer {
  readonly name: string;
  readonly look: string | null;
}

export function visitOf({ memory, connection, settings, model }: Parts): Visit & { welcomed(welcome: Welcome): void } {
  const tab = new Memory(storeOf("sessionStorage"));
  const isStaff = location.pathname === "/officer" || location.hash === "#officer";
  const token = () => memory.load("token", null, isTextOrNull);
  const officer = () => (isStaff ? tab.load("officer", null, isTextOrNull) : null);
  const stage = signal<Stage>(isStaff ? "sign-in" : "arrival");
  let newcomer: Newcomer | null = null;

  const greeting: Greeting = () => ({
    lang: settings.now.peek().language,
    ...target(),
    ...identity(token(), officer(), newcomer),
  });
  const start = (next: Stage) => {
    stage.value = next;
    connection.start(greeting);
  };
  const visit = {
    stage,
    token: () => officer() ?? token(),
    arrive: (as: Newcomer | null) => {
      newcomer = as;
      start("hall");
    },
    signIn: (signIn: string) => {
      tab.save("officer", signIn);
      start("desk");
    },
    leave: () => {
      const signedIn = officer();
      if (signedIn !== null) void signOut(signedIn);
      if (isStaff) tab.save("officer", null);
      else memory.save("token", null);
      connection.stop();
      model.me.value = null;
      stage.value = isStaff ? "sign-in" : "arrival";
    },
    comeBack: () => {
      if (isStaff && model.status.peek().is === "ended" && officer() === null) stage.value = "sign-in";
      else connection.start(greeting);
    },
    welcomed: (welcome: Welcome) => {
      if (welcome.token && !isStaff) memory.save("token", welcome.token);
      if (isStaff && !isRoleOfStaff(welcome.role)) visit.leave();
    },
  };
  if (officer() !== null) start("desk");
  else if (!isStaff && token() !== null) start("hall");
  return visit;
}

function identity(
  token: string | null,
  officer: string | null,
  newcomer: Newcomer | null,
): Partial<ReturnType<Greeting>> {
  if (officer !== null) return { officer };
  if (token !== null) return { token };
  return newcomer === null ? {} : { name: newcomer.name, ...(newcomer.look === null ? {} : { look: newcomer.look }) };
}

/** The place and entry that a link names. */
function target(): { place?: string; entry?: string } {
  const asked = new URLSearchParams(location.search);
  const [place, entry] = [asked.get("place") ?? "", asked.get("entry") ?? ""];
  return { ...(IDENT.test(place) ? { place } : {}), ...(IDENT.test(entry) ? { entry } : {}) };
}

function isRoleOfStaff(role: Welcome["role"]): boolean {
  return role === "officer" || role === "supervisor";
}

async function signOut(token: string): Promise<void> {
  try {
    await fetch("/api/officer/sign-out", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  } catch {
    // Without a line the sign-in ends by itself; this device has forgotten it already.
  }
}
