// The second factor: set up with an app, by a picture or by typing; recovery codes, shown this once; taken off again.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { useAuditTime } from "../officer/audit-table";
import type { OwnAccount } from "./own-told";
import { type FieldOf, SmallForm } from "./small-form";
import { text, texts } from "./told";

type Step =
  | { readonly is: "nothing" | "begin" | "renew" | "end" }
  | { readonly is: "scan"; readonly secret: string; readonly picture: readonly string[] }
  | { readonly is: "noted"; readonly codes: readonly string[] };

interface FactorProps {
  readonly of: OwnAccount;
  readonly changed: () => Promise<void>;
}

export function SecondFactor({ of, changed }: FactorProps): JSX.Element {
  const { say } = useApp().words;
  const time = useAuditTime();
  const step = useSignal<Step>({ is: "nothing" });
  const heading = useRef<HTMLHeadingElement>(null);
  const close = async () => {
    step.value = { is: "nothing" };
    await changed();
    heading.current?.focus();
  };
  return (
    <section aria-labelledby="account-factor">
      <h3 id="account-factor" ref={heading} tabIndex={-1}>
        {say("account-factor-title")}
      </h3>
      <p class="hint">{say("account-factor-lead")}</p>
      <p role="status">
        {of.factor === null
          ? say("account-factor-none")
          : say("account-factor-on", { time: time(of.factor.since), count: of.factor.recoveryLeft })}
      </p>
      <Stage of={of} step={step} close={() => void close()} />
    </section>
  );
}

function Stage({ of, step, close }: { of: OwnAccount; step: Signal<Step>; close: () => void }): JSX.Element {
  const { say } = useApp().words;
  const password: FieldOf = {
    name: "password",
    label: say("account-password-old"),
    type: "password",
    complete: "current-password",
  };
  const code: FieldOf = { name: "code", label: say("account-factor-code"), complete: "one-time-code", isCode: true };
  const either: FieldOf = { name: "code", label: say("account-factor-either"), complete: "one-time-code" };
  const now = step.value;
  const noted = (told: Readonly<Record<string, unknown>>) => {
    step.value = { is: "noted", codes: texts(told.recovery_codes) };
  };
  const go = (is: "begin" | "renew" | "end") => () => (step.value = { is });
  const form = { id: "factor", close };
  switch (now.is) {
    case "nothing":
      return (
        <div class="row">
          {of.factor === null ? (
            <Button kind="primary" onClick={go("begin")}>
              {say("account-factor-begin")}
            </Button>
          ) : (
            <>
              <Button onClick={go("renew")}>{say("account-recovery-renew")}</Button>
              <Button onClick={go("end")}>{say("account-factor-end")}</Button>
            </>
          )}
        </div>
      );
    case "begin":
      return (
        <SmallForm
          {...form}
          key="begin"
          title={say("account-factor-begin")}
          path="/api/account/second-factor"
          fields={[password]}
          submit={say("account-factor-next")}
          done={({ secret, picture }) => (step.value = { is: "scan", secret: text(secret), picture: texts(picture) })}
        />
      );
    case "scan":
      return (
        <>
          <Scan secret={now.secret} picture={now.picture} />
          <SmallForm
            {...form}
            key="scan"
            title={say("account-factor-confirm")}
            path="/api/account/second-factor/confirm"
            fields={[code]}
            submit={say("account-factor-confirm")}
            done={noted}
          />
        </>
      );
    case "noted":
      return <Recovery codes={now.codes} noted={close} />;
    case "renew":
      return (
        <SmallForm
          {...form}
          key="renew"
          title={say("account-recovery-renew")}
          path="/api/account/second-factor/recovery"
          fields={[password, either]}
          submit={say("account-recovery-renew")}
          done={noted}
        />
      );
    case "end":
      return (
        <SmallForm
          {...form}
          key="end"
          title={say("account-factor-end")}
          path="/api/account/second-factor/off"
          fields={[password, either]}
          submit={say("account-factor-end")}
          done={close}
        />
      );
  }
}

const QUIET = 4; // modules around the picture, so that a camera finds it

function Scan({ secret, picture }: { secret: string; picture: readonly string[] }): JSX.Element {
  const { say } = useApp().words;
  const size = picture.length + 2 * QUIET;
  const dark = picture.flatMap((row, y) =>
    [...row].map((one, x) => (one === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")),
  );
  return (
    <>
      <p>{say("account-factor-scan")}</p>
      <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={say("account-factor-picture")}>
        <rect width={size} height={size} fill="#fff" />
        <path d={dark.join("")} fill="#000" shape-rendering="crispEdges" />
      </svg>
      <p>
        {say("account-factor-secret")}: <code class="secret">{secret.replace(/.{4}(?=.)/g, "$& ")}</code>
      </p>
    </>
  );
}

function Recovery({ codes, noted }: { codes: readonly string[]; noted: () => void }): JSX.Element {
  const { say } = useApp().words;
  const words = useRef<HTMLElement>(null);
  useLayoutEffect(() => words.current?.focus(), []);
  return (
    <section class="sure" ref={words} tabIndex={-1} aria-label={say("account-recovery-title")}>
      <p>{say("account-recovery-told")}</p>
      <ol class="recovery">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Button kind="primary" onClick={noted}>
        {say("account-recovery-noted")}
      </Button>
    </section>
  );
}
