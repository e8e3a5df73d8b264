// What was handed in, question by question, as words: for its citizen to read again, and for the officer at the desk.
import type { JSX } from "preact";
import { currentAnswer, type FormAnswer, type FormAnswers, type Question, questionsOf } from "../model/form";
import type { CaseView } from "../protocol/generated";
import { languageOf } from "../words/script";
import { Attached } from "./attached";
import { useApp } from "./context";

/** Where nothing was answered, what the office then takes. */
export function Answers({ view }: { view: CaseView }): JSX.Element | null {
  const { words } = useApp();
  const questions = questionsOf(view.form, words.language.value);
  const fields: FormAnswers = view.fields ?? {};
  if (questions.length === 0) return null;
  return (
    <dl class="answers">
      {questions.map((asked) => (
        <div key={asked.name}>
          <dt>{asked.title}</dt>
          <dd>
            <AnswerWords view={view} asked={asked} value={currentAnswer(asked, fields)} />
            {fields[asked.name] === undefined && asked.usual !== null && (
              <span class="tag is-soft">{words.say("answer-usual")}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface AnswerProps {
  readonly view: CaseView;
  readonly asked: Question;
  readonly value: FormAnswer;
}

function AnswerWords({ view, asked, value }: AnswerProps): JSX.Element {
  const { words } = useApp();
  if (typeof value === "boolean") return <>{words.say(value ? "yes" : "no")}</>;
  if (value === null || value === "") return <span class="hint">{words.say("answer-none")}</span>;
  if (asked.kind === "files") return <Attached view={view} value={value} />;
  if (asked.kind === "day") return <>{words.date(String(value)) || value}</>;
  const label = asked.choices.find((choice) => choice.value === value)?.label;
  return <span lang={label === undefined ? languageOf(String(value)) : undefined}>{label ?? value}</span>;
}
