// One's own account: the password, the devices on which one is signed in, the second factor (SPEC S26 to S28).
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { OwnAddress } from "./own-address";
import { OwnIdentity } from "./own-identity";
import type { OwnAccount } from "./own-told";
import { ownAccountOf } from "./own-told";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";
import { SmallForm } from "./small-form";

const PASSWORD_CHARS_MIN = 10;

type Answer = OwnAccount | "asking" | "failed";

export function OwnAccountPanel(): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const answer: Signal<Answer> = useSignal<Answer>("asking");
  const ask = async () => {
    const reply = await request(app, "/api/account");
    answer.value = ("told" in reply && ownAccountOf(reply.told)) || "failed";
  };
  useEffect(() => void ask(), []);
  const own = answer.value;
  if (typeof own === "string")
    return (
      <div class="accounts">
        <p role="status">{say(`account-${own}`)}</p>
        {own === "failed" && <Button onClick={() => void ask()}>{say("accounts-again")}</Button>}
      </div>
    );
  return (
    <div class="accounts">
      {own.needsFactor && <p class="first-time">{say("account-factor-needed")}</p>}
      <Password changed={ask} />
      <Sessions of={own.sessions} changed={ask} />
      <SecondFactor of={own} changed={ask} />
      <OwnAddress />
      <OwnIdentity hasFactor={own.factor !== null} />
    </div>
  );
}

function Password({ changed }: { changed: () => Promise<void> }): JSX.Element {
  const { say } = useApp().words;
  const isDone = useSignal(false);
  const fields = [
    { name: "password", label: say("account-password-old"), type: "password", complete: "current-password" },
    {
      name: "new_password",
      label: say("account-password-new"),
      hint: say("account-password-new-hint", { min: PASSWORD_CHARS_MIN }),
      type: "password",
      complete: "new-password",
    },
  ] as const;
  return (
    <section aria-labelledby="account-password">
      <h3 id="account-password">{say("account-password-title")}</h3>
      <p role="status">{isDone.value && say("account-password-done")}</p>
      <SmallForm
        id="own-password"
        title={say("account-password-title")}
        path="/api/account/password"
        fields={fields}
        submit={say("account-password-set")}
        done={() => {
          isDone.value = true;
          void changed();
        }}
      />
    </section>
  );
}
