// The environment of the page, wrapped once: socket, clock, chance, timers, stores, what the system says that the person prefers.
import { isMap, type Memory, pageStore, type Store } from "./model/memory";
import type { SystemPreferences } from "./model/preferences";
import type { Powers, Socket } from "./net/connection";
import type { CommandStore, IdentifiedCommand } from "./net/requests";
import type { Supplies } from "./net/supplies";
import { OFFICE_PATH } from "./office-path";

const COMMANDS_KEPT_MS = 10 * 60_000;

export function browserPowers(): Powers {
  return {
    open: (subprotocol, path = `${OFFICE_PATH}/ws`, host) =>
      new WebSocket(
        `${location.protocol === "https:" ? "wss" : "ws"}://${host || location.host}${path}`,
        subprotocol,
      ) as unknown as Socket,
    now: () => performance.now(),
    random: () => Math.random(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Run once the page has been seen; not while it is hidden. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}

/** JSON and pictures as the browser fetches them: decoded, so that the first picture need not wait for that. */
export const line: Supplies = {
  json: async (address, priority = "auto") => {
    const response = await fetch(address, { priority });
    if (!response.ok) throw new Error(`${response.status} for ${address}`);
    return await response.json();
  },
  picture: async (address) => {
    const image = new Image();
    image.decoding = "async";
    image.src = address;
    await image.decode();
    return image;
  },
};

/** A new request id: 24 letters and digits from the browser's own source of chance. */
export function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A store of the browser; where it is denied, one that lasts as long as the page. */
export function storeOf(name: "localStorage" | "sessionStorage"): Store {
  try {
    return window[name];
  } catch {
    return pageStore();
  }
}

/** Durable commands without a reply survive a reload of this tab for a while: the office does each once. */
export function commandStore(memory: Memory): CommandStore {
  return {
    load: () => {
      const kept = memory.load("commands", keptBefore(memory), isKeptCommands);
      return Date.now() - kept.at < COMMANDS_KEPT_MS ? kept.commands : [];
    },
    save: (commands) => memory.save("commands", commands.length === 0 ? null : { at: Date.now(), commands }),
  };
}

/** What a tab kept before an update of the page, under the name that decision 0017 retired. Taken once. */
function keptBefore(memory: Memory): KeptCommands {
  const kept = memory.load("wishes", null, isMap); // decision 0017
  memory.save("wishes", null); // decision 0017
  const commands = { at: kept?.at, commands: kept?.wishes }; // decision 0017
  return isKeptCommands(commands) ? commands : { at: 0, commands: [] };
}

interface KeptCommands {
  readonly at: number;
  readonly commands: IdentifiedCommand[];
}

function isKeptCommands(value: unknown): value is KeptCommands {
  return (
    isMap(value) &&
    typeof value.at === "number" &&
    Array.isArray(value.commands) &&
    value.commands.every((command) => isMap(command) && typeof command.id === "string")
  );
}

/** True when this device has what the drawn world needs. Asked before anything of it is loaded. */
export function canDraw(): boolean {
  try {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    const precise = context?.getShaderPrecisionFormat(context.FRAGMENT_SHADER, context.HIGH_FLOAT)?.precision ?? 0;
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return precise > 0;
  } catch {
    return false;
  }
}

export function systemPreferences(): SystemPreferences {
  const asks = (query: string) => window.matchMedia?.(query).matches ?? false;
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  return {
    languages: navigator.languages ?? [],
    stillness: asks("(prefers-reduced-motion: reduce)"),
    contrast: asks("(prefers-contrast: more)"),
    lowData: connection?.saveData === true,
  };
}
