// The accounts of the office, for who supervises it (SPEC S24): a list, a form for each, and a one-time password that is shown once.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { useAuditTime } from "../officer/audit-table";
import { AccountForm } from "./account-form";
import { OneTimePassword, type ToldPassword } from "./one-time";
import { accountsOf, type SeenAccount } from "./told";

type Answer = readonly SeenAccount[] | "asking" | "not_allowed" | "failed";

export function AccountsPanel(): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const answer: Signal<Answer> = useSignal<Answer>("asking");
  const opened = useSignal<string | null>(null); // the account whose form is open; "": a new one
  const told = useSignal<ToldPassword | null>(null);
  const ask = async () => {
    const reply = await request(app, "/api/accounts");
    const found = "told" in reply ? accountsOf(reply.told) : null;
    answer.value = found ?? ("no" in reply && reply.no === "not_allowed" ? "not_allowed" : "failed");
  };
  useEffect(() => void ask(), []);
  const done = async (password: ToldPassword | null) => {
    const was = opened.value ?? "";
    opened.value = null;
    told.value = password;
    await ask();
    if (password === null) document.getElementById(`account-${was || "new"}`)?.focus();
  };
  const accounts = answer.value;
  if (typeof accounts === "string") {
    return (
      <div class="accounts">
        <p role="status">{say(`accounts-${accounts}`)}</p>
        {accounts === "failed" && <Button onClick={() => void ask()}>{say("accounts-again")}</Button>}
      </div>
    );
  }
  return (
    <div class="accounts">
      {told.value && <OneTimePassword of={told.value} seen={() => void done(null)} />}
      {opened.value === "" ? (
        <AccountForm of={null} done={done} />
      ) : (
        <Opener id="new" primary open={() => (opened.value = "")}>
          {say("accounts-new")}
        </Opener>
      )}
      <p role="status">{say("accounts-count", { count: accounts.length })}</p>
      <ul class="people-list" aria-label={say("accounts")}>
        {accounts.map((one) => (
          <li key={one.id} class="person account">
            <Summary of={one} />
            {opened.value === one.id ? (
              <AccountForm of={one} done={done} />
            ) : (
              <Opener
                id={one.id}
                label={say("accounts-change-label", { name: one.name })}
                open={() => (opened.value = one.id)}
              >
                {say("accounts-change")}
              </Opener>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OpenerProps {
  readonly id: string;
  readonly label?: string;
  readonly primary?: boolean;
  readonly open: () => void;
  readonly children: string;
}

/** The button that opens a form, and takes the focus again when that is closed. */
function Opener({ id, label, primary = false, open, children }: OpenerProps): JSX.Element {
  return (
    <button
      type="button"
      id={`account-${id}`}
      class={`button ${primary ? "primary" : "secondary"}`}
      aria-label={label}
      onClick={open}
    >
      <span>{children}</span>
    </button>
  );
}

function Summary({ of: one }: { of: SeenAccount }): JSX.Element {
  const { words, model } = useApp();
  const time = useAuditTime();
  const services = one.services.map((id) => words.both(model.services.value.get(id)?.title) || id);
  return (
    <span class="person-name">
      {one.name}
      {tagsOf(one).map((tag) => (
        <span key={tag} class="tag">
          {words.say(`accounts-is-${tag}`)}
        </span>
      ))}
      <span class="person-counter">{services.join(", ")}</span>
      {one.skills.length > 0 && <span class="person-counter">{one.skills.join(", ")}</span>}
      <span class="person-counter">
        {one.lastSignIn === null
          ? words.say("accounts-never")
          : words.say("accounts-last", { time: time(one.lastSignIn) })}
      </span>
    </span>
  );
}

function tagsOf(one: SeenAccount): string[] {
  const tags = {
    own: one.isOwn,
    disabled: one.isDisabled,
    supervisor: one.isSupervisor,
    new: one.isNew && !one.isDisabled,
    factor: one.hasSecondFactor,
    elsewhere: one.worksElsewhere,
  };
  return Object.entries(tags).flatMap(([tag, holds]) => (holds ? [tag] : []));
}
