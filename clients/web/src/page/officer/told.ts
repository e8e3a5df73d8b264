// What a supervisor's panel takes of facts that a server told as JSON: of the wrong kind, they are none. Pure.

export type { Told } from "../office-request";

export function text(told: unknown): string {
  return typeof told === "string" ? told : "";
}

export function count(told: unknown): number {
  return typeof told === "number" && Number.isFinite(told) ? told : 0;
}
