// The questions of a form as inputs, each with its words, its fault and its place. Knows nothing of cases.
import type { JSX } from "preact";
import {
  answerOf,
  CONSENT_PARTS,
  type Consent,
  currentAnswer,
  type Faults,
  type FormAnswer,
  type FormAnswers,
  type Question,
  TODAY,
} from "../model/form";
import { FilesInput } from "./attach";
import { useApp } from "./context";
import { DayInput } from "./day-input";

export interface QuestionsProps {
  readonly questions: readonly Question[];
  readonly values: FormAnswers;
  readonly faults: Faults;
  readonly prefix: string;
  readonly type: (name: string, value: FormAnswer) => void;
}

export function Questions({ questions, ...rest }: QuestionsProps): JSX.Element {
  return (
    <>
      {questions.map((asked) => (
        <OneQuestion key={asked.name} asked={asked} {...rest} />
      ))}
    </>
  );
}

interface OneProps extends Omit<QuestionsProps, "questions"> {
  readonly asked: Question;
}

function OneQuestion({ asked, values, faults, prefix, type }: OneProps): JSX.Element {
  const id = `${prefix}-${asked.name}`;
  const fault = faults[asked.name];
  const about = { id, asked, value: currentAnswer(asked, values), isFaulty: fault !== undefined, type };
  if (asked.kind === "choice" && asked.choices.length <= 6) return <Radios {...about} fault={fault} />;
  if (asked.kind === "day") return <Day {...about} fault={fault} />;
  if (asked.kind === "files")
    return (
      <Group {...about} fault={fault}>
        <FilesInput {...about} of={prefix} />
      </Group>
    );
  return (
    <div class={fault ? "question is-faulty" : "question"}>
      {asked.consent && <ConsentFacts id={id} consent={asked.consent} />}
      {asked.kind === "yes_no" || asked.kind === "consent" ? <YesNo {...about} /> : <Labelled {...about} />}
      <Fault id={id} fault={fault} asked={asked} />
    </div>
  );
}

interface AboutProps {
  readonly id: string;
  readonly asked: Question;
  readonly value: FormAnswer;
  readonly isFaulty: boolean;
  readonly type: (name: string, value: FormAnswer) => void;
}

function Labelled(about: AboutProps): JSX.Element {
  const { asked, id } = about;
  return (
    <>
      <label class="label" for={id}>
        <Title asked={asked} />
      </label>
      <Hint id={id} asked={asked} />
      <QuestionInput {...about} />
    </>
  );
}

function Title({ asked }: { asked: Question }): JSX.Element {
  const { words } = useApp();
  return (
    <>
      {asked.title}{" "}
      <span class={asked.required ? "tag" : "tag is-soft"}>
        {words.say(asked.required ? "form-required" : "form-optional")}
      </span>
    </>
  );
}

function Hint({ id, asked }: { id: string; asked: Question }): JSX.Element {
  const { words } = useApp();
  const sample = asked.kind === "day" ? words.say("day-example") : asked.example;
  const example = sample ? words.say("form-example", { example: sample }) : "";
  return (
    <p class="hint" id={`${id}-hint`}>
      {[asked.hint, example].filter((part) => part !== "").join(" ")}
    </p>
  );
}

function QuestionInput({ id, asked, value, isFaulty, type }: AboutProps): JSX.Element {
  const shared = {
    id,
    class: "input",
    value: value === null ? "" : String(value),
    required: asked.required,
    autocomplete: asked.autofill as "name" | undefined, // one of HTML's words, which the office's form vouches for
    "aria-invalid": isFaulty,
    "aria-describedby": `${id}-hint ${id}-fault`,
    onInput: (event: { currentTarget: { value: string } }) =>
      type(asked.name, answerOf(asked, event.currentTarget.value)),
  };
  if (asked.kind === "lines") return <textarea {...shared} rows={4} />;
  if (asked.kind === "choice") return <Select shared={shared} asked={asked} />;
  if (asked.kind === "whole") return <input {...shared} type="text" inputMode="numeric" />;
  return <input {...shared} type="text" />;
}

function Select({ shared, asked }: { shared: JSX.IntrinsicElements["select"]; asked: Question }): JSX.Element {
  return (
    <select {...shared}>
      <option value="">{useApp().words.say("form-choose")}</option>
      {asked.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

interface GroupProps extends AboutProps {
  readonly fault: string | undefined;
}

/** A question with several inputs; it takes the focus itself when its fault is followed. */
function Group({ id, asked, fault, children }: GroupProps & { children: JSX.Element }): JSX.Element {
  return (
    <fieldset
      class={fault ? "question is-faulty" : "question"}
      id={id}
      tabIndex={-1}
      aria-describedby={`${id}-hint ${id}-fault`}
    >
      <legend class="label">
        <Title asked={asked} />
      </legend>
      <Hint id={id} asked={asked} />
      {children}
      <Fault id={id} fault={fault} asked={asked} />
    </fieldset>
  );
}

function Day(about: GroupProps): JSX.Element {
  return (
    <Group {...about}>
      <DayInput {...about} />
    </Group>
  );
}

function Radios(about: GroupProps): JSX.Element {
  const { id, asked, value, type } = about;
  return (
    <Group {...about}>
      <div class="options">
        {asked.choices.map((choice) => (
          <label class="check" key={choice.value}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => type(asked.name, choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** What is agreed to: read with the tick, and before it. */
function ConsentFacts({ id, consent }: { id: string; consent: Consent }): JSX.Element {
  const { words } = useApp();
  return (
    <dl class="answers" id={`${id}-consent`}>
      {CONSENT_PARTS.map((part) => (
        <div key={part}>
          <dt>{words.say(`consent-${part}`)}</dt>
          <dd>{consent[part]}</dd>
        </div>
      ))}
    </dl>
  );
}

function YesNo({ id, asked, value, isFaulty, type }: AboutProps): JSX.Element {
  const { words } = useApp();
  return (
    <>
      <label class="check">
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          aria-invalid={isFaulty}
          aria-required={asked.required}
          aria-describedby={`${id}-consent ${id}-hint ${id}-fault`}
          onChange={(event) => type(asked.name, event.currentTarget.checked)}
        />
        <span>
          {asked.title} {asked.kind === "consent" && <span class="tag">{words.say("form-required")}</span>}
        </span>
      </label>
      <Hint id={id} asked={asked} />
    </>
  );
}

function Fault({ id, fault, asked }: { id: string; fault: string | undefined; asked: Question }): JSX.Element {
  return (
    <p class="fault" id={`${id}-fault`}>
      {fault && <FaultWords fault={fault} asked={asked} />}
    </p>
  );
}

export function FaultWords({ fault, asked }: { fault: string; asked: Question }): JSX.Element {
  const { words } = useApp();
  const [code = "", ...letters] = fault.split(" ");
  const bound = (day: string | null) => (day === TODAY ? words.say("day-today") : words.date(day ?? ""));
  const bounds = {
    max: asked.lengthMax,
    min: asked.lengthMin,
    count: asked.files?.most ?? 0,
    least: asked.least ?? "",
    most: asked.most ?? "",
    example: asked.example ?? "",
    letters: letters.join(" "),
    earliest: bound(asked.earliest),
    latest: bound(asked.latest),
  };
  const own = `fault-${asked.kind}_${code}`;
  const key = words.has(own) ? own : `fault-${code}`;
  return <>{words.has(key) ? words.say(key, bounds) : words.say("fault-other")}</>;
}
