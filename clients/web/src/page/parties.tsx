// Who is beside a request: as what, what they see, until when, when they looked. Its citizen invites and ends; officers read.
import "./styles/parties.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { questionsOf } from "../model/form";
import type { CaseView, PartyView } from "../protocol/generated";
import { languageOf } from "../words/script";
import { AskTwice } from "./ask-twice";
import { OVER } from "./case-words";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { InviteForm } from "./party-invite";

const PARTIES_MAX = 5; // at once; the office says the same
const OPEN: ReadonlySet<string> = new Set(["invited", "joined"]);

export function Parties({ view }: { view: CaseView }): JSX.Element {
  const { words, model } = useApp();
  const { parties = [] } = view;
  return (
    <section class="parties" aria-labelledby="case-parties">
      <h4 id="case-parties">{words.say("parties")}</h4>
      {!model.isOfficer.value && <p>{words.say("parties-lead")}</p>}
      {parties.length > 0 && (
        <ul class="party-list">
          {parties.map((party) => (
            <PartyRow key={party.id} view={view} party={party} />
          ))}
        </ul>
      )}
      {!model.isOfficer.value && <Invite view={view} />}
    </section>
  );
}

/** Offered while the request goes on and there is room. */
function Invite({ view }: { view: CaseView }): JSX.Element | null {
  const { words } = useApp();
  const isOpen = useSignal(false);
  const isFull = (view.parties ?? []).filter(({ state }) => OPEN.has(state)).length >= PARTIES_MAX;
  if (isOpen.value) return <InviteForm view={view} close={() => (isOpen.value = false)} />;
  if (OVER.has(view.state) && view.objection?.state !== "filed") return null;
  if (isFull) return <p class="hint">{words.say("parties-full")}</p>;
  return <Button onClick={() => (isOpen.value = true)}>{words.say("party-invite")}</Button>;
}

function PartyRow({ view, party }: { view: CaseView; party: PartyView }): JSX.Element {
  const { words, model, actions } = useApp();
  const { say } = words;
  const id = useId();
  const { name = "" } = party;
  const role = say(`party-role-${party.role}`);
  const isOpen = OPEN.has(party.state);
  return (
    <li class={isOpen ? "party" : "party is-over"} aria-labelledby={id}>
      <p id={id} class="party-name">
        {name === "" ? (
          say("party-invited-as", { role })
        ) : (
          <span lang={languageOf(name)}>{say("party-of", { name, role })}</span>
        )}
      </p>
      {isOpen ? <Rights view={view} party={party} /> : <p class="hint">{say(`party-was-${party.state}`)}</p>}
      {isOpen && !model.isOfficer.value && (
        <AskTwice name="party-end" kind="quiet" act={() => void actions.endParty(view.id, party.id)}>
          <RejectionWords of={actions.pending(`party.${party.id}`)} />
        </AskTwice>
      )}
    </li>
  );
}

/** What they see and do, until when, and when they looked last. */
function Rights({ view, party }: { view: CaseView; party: PartyView }): JSX.Element {
  const { words } = useApp();
  const { say } = words;
  const titles = questionsOf(view.form, words.language.value)
    .filter(({ name }) => party.fields.includes(name))
    .map(({ title }) => title);
  const fields = titles.length > 0 ? say("party-sees-fields", { fields: titles.join(", ") }) : "";
  const isInvited = party.state === "invited";
  const until = party.until == null ? null : words.when(party.until);
  return (
    <>
      <p>{say("party-sees", { fields })}</p>
      <p>{say(party.writes ? "party-may-write" : "party-reads")}</p>
      <p>
        {until === null
          ? say("party-until-over")
          : say(isInvited ? "party-invitation-until" : "party-until", { time: until })}
      </p>
      {!isInvited && (
        <p class="hint">
          {party.looked == null
            ? say("party-looked-never")
            : say("party-looked", { time: words.when(party.looked), count: party.looks ?? 0 })}
        </p>
      )}
    </>
  );
}
