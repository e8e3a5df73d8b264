// One's own account as `/api/account` tells it (SPEC S26 to S28). Pure: reads what came and trusts none of it.
import { isMap } from "../../model/memory";
import { text } from "./told";

export interface OwnSession {
  readonly id: string;
  readonly began: number;
  readonly seen: number | null;
  readonly device: string;
  readonly isOwn: boolean;
}

export interface OwnAccount {
  readonly sessions: readonly OwnSession[];
  readonly factor: { readonly since: number; readonly recoveryLeft: number } | null;
  /** The rights of a supervisor wait for a second factor (SPEC S32). */
  readonly needsFactor: boolean;
}

/** Return the account, or null when `told` is none. */
export function ownAccountOf(told: unknown): OwnAccount | null {
  if (!isMap(told) || !Array.isArray(told.sessions)) return null;
  const factor = told.second_factor;
  return {
    sessions: told.sessions.filter(isMap).map((one) => ({
      id: text(one.id),
      began: number(one.began),
      seen: typeof one.seen === "number" ? one.seen : null,
      device: text(one.device),
      isOwn: one.own === true,
    })),
    factor: isMap(factor) ? { since: number(factor.since), recoveryLeft: number(factor.recovery_left) } : null,
    needsFactor: told.needs_second_factor === true,
  };
}

function number(told: unknown): number {
  return typeof told === "number" && Number.isFinite(told) ? told : 0;
}
