// Who is here: officers first, each with what one can do. Knows the roster, not where people stand.
import type { JSX } from "preact";
import type { Person } from "../protocol/generated";
import { languageOf } from "../words/script";
import { useApp } from "./context";
import { Button, Empty } from "./controls";
import { OthersPart } from "./late-others";
import { Portrait } from "./portrait";

const GROUPS = ["officer", "companion", "citizen"] as const;
const SHOWN_MAX = 100;

export function People({ marked = null }: { marked?: string | null }): JSX.Element {
  const { model, words } = useApp();
  const people = [...model.people.value.values()].sort((one, other) =>
    one.name.localeCompare(other.name, words.language.value),
  );
  if (people.length === 0) return <Empty>{words.say("people-none")}</Empty>;
  return (
    <div class="people">
      <p class="hint">{words.say("people-count", { count: model.count.value })}</p>
      <OthersPart from="people" />
      {GROUPS.map((group) => (
        <Group
          key={group}
          group={group}
          people={people.filter((person) => groupOf(person) === group)}
          marked={marked}
        />
      ))}
    </div>
  );
}

function groupOf(person: Person): (typeof GROUPS)[number] {
  if (person.role === "officer" || person.role === "supervisor") return "officer";
  return person.role === "companion" ? "companion" : "citizen";
}

interface GroupProps {
  readonly group: (typeof GROUPS)[number];
  readonly people: readonly Person[];
  readonly marked: string | null;
}

function Group({ group, people, marked }: GroupProps): JSX.Element | null {
  const { words } = useApp();
  if (people.length === 0) return null;
  return (
    <section aria-labelledby={`group-${group}`}>
      <h3 id={`group-${group}`}>{words.say(`group-${group}`)}</h3>
      <ul class="people-list">
        {people.slice(0, SHOWN_MAX).map((person) => (
          <PersonRow key={person.a} person={person} isMarked={person.id === marked} />
        ))}
      </ul>
      {people.length > SHOWN_MAX && (
        <p class="hint">{words.say("people-more", { count: people.length - SHOWN_MAX })}</p>
      )}
    </section>
  );
}

function PersonRow({ person, isMarked }: { person: Person; isMarked: boolean }): JSX.Element {
  const { words, model, muted, actions } = useApp();
  const isMe = person.id === model.me.value?.id;
  const counter = model.counters.value.find((known) => known.id === person.counter);
  return (
    <li class={isMarked ? "person is-marked" : "person"}>
      <Portrait look={person.look} small />
      <span class="person-name">
        <span lang={languageOf(person.name)}>{person.name}</span>
        {isMe && <span class="tag">{words.say("you")}</span>}
        {counter && <span class="person-counter">{words.both(counter.title)}</span>}
      </span>
      {!isMe && (
        <Button
          kind="quiet"
          icon="walk"
          label={words.say("go-there-label", { name: person.name })}
          onClick={() => void actions.goTo({ kind: "person", name: person.id })}
        >
          {words.say("go-there")}
        </Button>
      )}
      {!isMe && !model.isOfficer.value && groupOf(person) === "citizen" && (
        <Button
          kind="quiet"
          label={words.say("person-choices-label", { name: person.name })}
          onClick={() => (muted.chosen.value = { id: person.id, name: person.name, from: "people" })}
        >
          {words.say("person-choices")}
        </Button>
      )}
    </li>
  );
}
