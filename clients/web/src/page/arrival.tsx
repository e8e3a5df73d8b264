// The first screen: a name, a look, a language, one big button. Knows nothing of the room behind it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { offeredName } from "../model/names";
import { OFFICE_PATH } from "../office-path";
import { useApp } from "./context";
import { Button } from "./controls";
import { Courtyard } from "./courtyard";
import { LanguageChoice } from "./language";
import { GatePart, RecoveryPart } from "./late-parts";
import { Logo } from "./logo";
import { LookChoice } from "./look-choice";
import { offered } from "./looks";
import { NameInput } from "./name-input";
import { Masthead, OfficeName, SiteIdentity } from "./site";

export function Arrival(): JSX.Element {
  const { words, settings, route } = useApp();
  const { say } = words;
  const isFound = route.shown.value?.panel === "recover";
  return (
    <div class="arrival">
      <a class="skip" href="#enter">
        {say("skip-to-form")}
      </a>
      <header>
        <Masthead />
        <div class="arrival-head">
          <p class="brand">
            <Logo />
            {say("brand")}
          </p>
          <LanguageChoice />
        </div>
      </header>
      <main class="arrival-main">
        <div class="arrival-scene">{!settings.now.value.lowData && <Courtyard comes />}</div>
        <section class="card arrival-card" aria-labelledby="welcome">
          <OfficeName />
          <h1 id="welcome">{say("arrival-title")}</h1>
          <p class="lead">{say("arrival-lead")}</p>
          <GatePart />
          {isFound ? <RecoveryPart name="TypedCode" /> : <ArrivalForm />}
        </section>
      </main>
      <footer class="arrival-foot">
        <p>{say("arrival-privacy")}</p>
        <a href={`${OFFICE_PATH}/verify`}>{say("arrival-verify")}</a>
        <a href={`${OFFICE_PATH}/results`}>{say("arrival-results")}</a>
        {OFFICE_PATH && <a href="/">{say("arrival-offices")}</a>}
        <SiteIdentity />
      </footer>
    </div>
  );
}

function ArrivalForm(): JSX.Element {
  const { words, settings, identity, looks, random, sound, route } = useApp();
  const { say } = words;
  const name = useSignal(offeredName(settings.now.peek().language, random));
  const chosen = useSignal<string | null>(null);
  const chance = useSignal(random());
  const citizens = looks.value.filter((look) => look.role === "citizen");
  const given = offered(citizens);
  const look = chosen.value ?? given[Math.floor(chance.value * given.length)]?.id ?? null;
  const enter = (event: Event) => {
    event.preventDefault();
    sound.allow();
    identity.arrive({ name: name.value.trim() || offeredName(words.language.value, random), look });
  };
  return (
    <form id="enter" tabIndex={-1} onSubmit={enter}>
      <label class="label" for="name">
        {say("arrival-name")}
      </label>
      <div class="with-button">
        <NameInput id="name" name={name} hint="name-hint" />
        <Button onClick={() => (name.value = offeredName(words.language.value, random))}>
          {say("arrival-another")}
        </Button>
      </div>
      <p id="name-hint" class="hint">
        {say("arrival-name-hint")}
      </p>
      <LookChoice looks={citizens} chosen={look} choose={(id) => (chosen.value = id)} />
      <button type="submit" class="button primary large wide">
        {say("enter")}
      </button>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.now.value.easy}
          onChange={(event) => settings.change({ easy: event.currentTarget.checked })}
        />
        <span>{say("arrival-easy")}</span>
      </label>
      <Button kind="quiet" onClick={() => route.open("recover")}>
        {say("arrival-recover")}
      </Button>
    </form>
  );
}
