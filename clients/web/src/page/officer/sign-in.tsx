// The officers' sign-in: a name and a password; the first time a new password is set. The password itself is never kept.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { isMap } from "../../model/memory";
import { OFFICE_PATH } from "../../office-path";
import { type App, useApp } from "../context";
import { LanguageChoice } from "../language";
import { Logo } from "../logo";
import { OfficeName } from "../site";
import { OpenIdButton } from "./openid-button";

const PASSWORD_CHARS_MIN = 10;

interface Typed {
  readonly name: string;
  readonly password: string;
  readonly fresh: string;
  readonly code: string;
}

/** What the office asks for beside name and password. */
interface Duties {
  readonly mustChange: boolean;
  readonly needsCode: boolean;
}

export function SignIn(): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  return (
    <div class="arrival">
      <header class="arrival-head">
        <p class="brand">
          <Logo />
          {say("brand")}
        </p>
        <LanguageChoice />
      </header>
      <main class="arrival-main is-narrow">
        <section class="card arrival-card" aria-labelledby="sign-in">
          <OfficeName />
          <h1 id="sign-in">{say("sign-in-title")}</h1>
          <p class="lead">{say("sign-in-lead")}</p>
          <SignInForm />
          <OpenIdButton />
        </section>
      </main>
      <footer class="arrival-foot">
        <a href={`${OFFICE_PATH}/`}>{say("sign-in-citizen")}</a>
      </footer>
    </div>
  );
}

function SignInForm(): JSX.Element {
  const app = useApp();
  const { say } = app.words;
  const typed = useSignal<Typed>({ name: "", password: "", fresh: "", code: "" });
  const duties = useSignal<Duties>({ mustChange: false, needsCode: false });
  const { mustChange, needsCode } = duties.value;
  const fault = useSignal<string | null>(null);
  const busy = useSignal(false);
  useLayoutEffect(() => {
    if (mustChange || needsCode) document.getElementById(needsCode ? "sign-in-code" : "sign-in-fresh")?.focus();
  }, [mustChange, needsCode]);
  const submit = async (event: Event) => {
    event.preventDefault();
    app.sound.allow();
    busy.value = true;
    fault.value = await signIn(app, typed.value, duties);
    busy.value = false;
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p class="first-time" role="status">
        {needsCode ? say("sign-in-needs_code") : mustChange && say("sign-in-must_change")}
      </p>
      <Field name="name" typed={typed} label={say("sign-in-name")} complete="username" />
      <Field
        name="password"
        typed={typed}
        label={say(mustChange ? "sign-in-one-time" : "sign-in-password")}
        complete="current-password"
      />
      {mustChange && (
        <Field
          name="fresh"
          typed={typed}
          label={say("sign-in-new")}
          hint={say("sign-in-new-hint", { min: PASSWORD_CHARS_MIN })}
          complete="new-password"
        />
      )}
      {needsCode && <Field name="code" typed={typed} label={say("sign-in-code")} complete="one-time-code" />}
      <p class="fault" role="alert">
        {fault.value && app.words.sayOr(`sign-in-${fault.value}`, "sign-in-failed")}
      </p>
      <button type="submit" class="button primary large wide" aria-busy={busy.value}>
        {say(mustChange ? "sign-in-set" : "sign-in")}
      </button>
    </form>
  );
}

interface FieldProps {
  readonly name: keyof Typed;
  readonly typed: Signal<Typed>;
  readonly label: string;
  readonly complete: string;
  readonly hint?: string;
}

function Field({ name, typed, label, complete, hint }: FieldProps): JSX.Element {
  return (
    <p class="question">
      <label class="label" for={`sign-in-${name}`}>
        {label}
      </label>
      {hint && (
        <span class="hint" id={`sign-in-${name}-hint`}>
          {hint}
        </span>
      )}
      <input
        {...(name === "name" || name === "code" ? { type: "text" as const } : { type: "password" as const })}
        id={`sign-in-${name}`}
        class="input"
        autocomplete={complete}
        required
        value={typed.value[name]}
        aria-describedby={hint ? `sign-in-${name}-hint` : undefined}
        onInput={(event) => (typed.value = { ...typed.value, [name]: event.currentTarget.value })}
      />
    </p>
  );
}

/** Return the code of what went wrong, or null when all went well. */
async function signIn(
  app: App,
  { name, password, fresh, code }: Typed,
  duties: Signal<Duties>,
): Promise<string | null> {
  const { mustChange, needsCode } = duties.value;
  const body = {
    name: name.trim(),
    password,
    ...(mustChange && { new_password: fresh }),
    ...(needsCode && { code: code.trim() }),
  };
  const response = await post(`${OFFICE_PATH}/api/officer/sign-in`, body);
  if (response === null) return "unreachable";
  const asks = { mustChange: response.must_change === true, needsCode: response.needs_code === true };
  if ((asks.mustChange && !mustChange) || (asks.needsCode && !needsCode)) {
    duties.value = { mustChange: mustChange || asks.mustChange, needsCode: needsCode || asks.needsCode };
    return null;
  }
  if (typeof response.token !== "string") return typeof response.code === "string" ? response.code : "failed";
  app.identity.signIn(response.token);
  if (response.needs_second_factor === true) app.route.open("account");
  return null;
}

async function post(address: string, body: unknown): Promise<Record<string, unknown> | null> {
  try {
    const headers = { "Content-Type": "application/json" };
    const response: unknown = await (
      await fetch(address, { method: "POST", headers, body: JSON.stringify(body) })
    ).json();
    return isMap(response) ? response : null;
  } catch {
    return null;
  }
}
