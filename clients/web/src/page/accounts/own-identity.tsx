// The account of the city with which one may sign in as well: linked once, with the password, by going there (SPEC S31).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { useAuditTime } from "../officer/audit-table";
import { bound, comesBack, finish, isSet } from "../officer/openid";
import { type Rejection, Why } from "./controls";
import { type FieldOf, SmallForm } from "./small-form";
import { text } from "./told";

export function OwnIdentity({ hasFactor }: { hasFactor: boolean }): JSX.Element | null {
  const app = useApp();
  const { say } = app.words;
  const time = useAuditTime();
  const linked = useSignal<number | null | undefined>(undefined); // undefined: the office has no provider
  const step = useSignal<"nothing" | "link" | "unlink">("nothing");
  const why = useSignal<Rejection | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const look = async () => {
    if (comesBack(location.search) !== null) {
      const reply = await finish(app);
      why.value = "no" in reply ? reply : null;
    }
    if (!(await isSet(app))) return;
    const reply = await request(app, "/api/account/identity");
    if ("told" in reply) linked.value = typeof reply.told.linked === "number" ? reply.told.linked : null;
  };
  useEffect(() => void look(), []);
  if (linked.value === undefined) return null;
  const close = () => {
    step.value = "nothing";
    void look();
    heading.current?.focus();
  };
  const password: FieldOf = {
    name: "password",
    label: say("account-password-old"),
    type: "password",
    complete: "current-password",
  };
  const code: FieldOf = { name: "code", label: say("account-factor-either"), complete: "one-time-code" };
  const isLink = step.value === "link";
  const title = say(isLink ? "account-identity-link" : "account-identity-unlink");
  return (
    <section aria-labelledby="account-identity">
      <h3 id="account-identity" ref={heading} tabIndex={-1}>
        {say("account-identity-title")}
      </h3>
      <p role="status">
        {linked.value === null
          ? say("account-identity-none")
          : say("account-identity-since", { time: time(linked.value) })}
      </p>
      <Why of={why} />
      {step.value === "nothing" ? (
        <Button onClick={() => (step.value = linked.value === null ? "link" : "unlink")}>
          {say(linked.value === null ? "account-identity-link" : "account-identity-unlink")}
        </Button>
      ) : (
        <SmallForm
          id="identity"
          title={title}
          path={isLink ? "/api/account/identity" : "/api/account/identity/off"}
          fields={isLink && hasFactor ? [password, code] : [password]}
          {...(isLink && { more: () => ({ binding: bound() }) })}
          submit={title}
          done={({ address }) => (isLink ? location.assign(text(address)) : close())}
          close={close}
        />
      )}
    </section>
  );
}
