// A form of a few fields that asks the server once. What was typed stays when it is rejected; a password goes when it was taken.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../context";
import { Button } from "../controls";
import { request, type Told } from "../office-request";
import { useFirstField } from "../officer/focus";
import { Field, type Rejection, Why } from "./controls";

export interface FieldOf {
  /** As the server calls it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "password";
  readonly complete?: string;
  readonly isCode?: boolean;
}

interface SmallFormProps {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly fields: readonly FieldOf[];
  readonly submit: string;
  /** What is sent beside what was typed. */
  readonly more?: () => Told;
  readonly done: (told: Told) => void;
  /** Close it and do nothing; without it the form stands open. */
  readonly close?: () => void;
}

export function SmallForm({ id, title, path, fields, submit, more, done, close }: SmallFormProps): JSX.Element {
  const app = useApp();
  const values = useSignal<Readonly<Record<string, string>>>({});
  const [why, busy] = [useSignal<Rejection | null>(null), useSignal(false)];
  const form = useFirstField<HTMLFormElement>();
  const send = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    const typed = Object.fromEntries(fields.map(({ name }) => [name, values.value[name] ?? ""]));
    const reply = await request(app, path, { ...typed, ...more?.() });
    busy.value = false;
    why.value = "no" in reply ? reply : null;
    if ("no" in reply) return;
    values.value = {};
    done(reply.told);
  };
  return (
    <form
      class="sure account-form"
      noValidate
      {...(close && { ref: form })}
      aria-label={title}
      onSubmit={(event) => void send(event)}
    >
      {fields.map(({ name, ...field }) => (
        <Field
          key={name}
          {...field}
          id={`${id}-${name}`}
          value={values.value[name] ?? ""}
          write={(typed) => (values.value = { ...values.value, [name]: typed })}
        />
      ))}
      <Why of={why} />
      <div class="row">
        <button type="submit" class="button primary" aria-busy={busy.value}>
          {submit}
        </button>
        {close && <Button onClick={close}>{app.words.say("act-not")}</Button>}
      </div>
    </form>
  );
}
