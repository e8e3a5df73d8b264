// Accounts as `/api/accounts` tells supervisors (SPEC S24). Pure: reads what came and trusts none of it.
import { isMap } from "../../model/memory";

export interface SeenAccount {
  readonly id: string;
  readonly name: string;
  readonly services: readonly string[];
  readonly skills: readonly string[];
  readonly isSupervisor: boolean;
  readonly isDisabled: boolean;
  /** Has not chosen a password yet. */
  readonly isNew: boolean;
  readonly hasSecondFactor: boolean;
  /** When somebody signed in with it last, in unix seconds; null: never. */
  readonly lastSignIn: number | null;
  readonly isOwn: boolean;
  readonly worksElsewhere: boolean;
  /** The supervisor may close it and give it a new password: it works nowhere else, or they supervise there too. */
  readonly isYours: boolean;
}

/** Return the accounts, or null when `told` is none. */
export function accountsOf(told: unknown): SeenAccount[] | null {
  if (!isMap(told) || !Array.isArray(told.accounts)) return null;
  return told.accounts.filter(isMap).map(accountOf);
}

function accountOf(told: Readonly<Record<string, unknown>>): SeenAccount {
  return {
    id: text(told.id),
    name: text(told.name),
    services: texts(told.services),
    skills: texts(told.skills),
    isSupervisor: told.supervisor === true,
    isDisabled: told.disabled === true,
    isNew: told.one_time === true,
    hasSecondFactor: told.second_factor === true,
    lastSignIn: typeof told.last_sign_in === "number" ? told.last_sign_in : null,
    isOwn: told.own === true,
    worksElsewhere: told.elsewhere === true,
    isYours: told.yours === true,
  };
}

export function text(told: unknown): string {
  return typeof told === "string" ? told : "";
}

export function texts(told: unknown): string[] {
  return Array.isArray(told) ? told.map(text).filter((one) => one !== "") : [];
}
