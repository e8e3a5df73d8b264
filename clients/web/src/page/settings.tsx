// How I want to see and hear the office, and how I am seen. Kept on this device.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Settings, TextSize, Theme } from "../model/preferences";
import { AskTwice } from "./ask-twice";
import { useApp } from "./context";
import { Button, RejectionWords } from "./controls";
import { forgetVisit } from "./forgetting";
import { LanguageChoice } from "./language";
import { RecoveryPart } from "./late-parts";
import { LookChoice } from "./look-choice";
import { NameInput } from "./name-input";
import { OwnData } from "./own-data";

const SWITCHES = ["easy", "contrast", "stillness", "sound", "plain", "lowData"] as const;
const SIZES: readonly TextSize[] = ["normal", "large", "largest"];
const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SettingsPanel(): JSX.Element {
  const { words, model, route } = useApp();
  const isOfficer = model.isOfficer.value;
  return (
    <div class="settings">
      <LanguageChoice titled />
      <Choice name="textSize" words="settings-text" values={SIZES} />
      <Choice name="theme" words="settings-theme" values={THEMES} />
      <h3>{words.say("settings-view")}</h3>
      {SWITCHES.map((name) => (
        <Switch key={name} name={name} />
      ))}
      {isOfficer && (
        <Button icon="key" onClick={() => route.open("account")}>
          {words.say("account")}
        </Button>
      )}
      <ProfileSettings />
      {!isOfficer && <RecoveryPart name="OwnCode" />}
      {!isOfficer && model.me.value !== null && <RecoveryPart name="OwnMail" />}
      {!isOfficer && model.me.value !== null && <OwnData />}
      <Leave />
      <p>
        <a href="/licences.txt" target="_blank" rel="noreferrer">
          {words.say("settings-licences")}
        </a>
      </p>
    </div>
  );
}

interface ChoiceProps<K extends "textSize" | "theme"> {
  readonly name: K;
  /** Of the messages: the heading, and with each value the name of that value. */
  readonly words: string;
  readonly values: readonly Settings[K][];
}

function Choice<K extends "textSize" | "theme">({ name, words: message, values }: ChoiceProps<K>): JSX.Element {
  const { words, settings } = useApp();
  return (
    <>
      <h3 id={message}>{words.say(message)}</h3>
      <div class="segments" role="group" aria-labelledby={message}>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            class="segment"
            aria-pressed={settings.now.value[name] === value}
            onClick={() => settings.change({ [name]: value })}
          >
            {words.say(`${message}-${value}`)}
          </button>
        ))}
      </div>
    </>
  );
}

function Switch({ name }: { name: (typeof SWITCHES)[number] & keyof Settings }): JSX.Element {
  const { words, settings, sound } = useApp();
  const change = (isOn: boolean) => {
    settings.change({ [name]: isOn });
    if (name !== "sound" || !isOn) return;
    sound.allow();
    sound.chime();
  };
  return (
    <label class="check switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={settings.now.value[name]}
        checked={settings.now.value[name]}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <span>
        {words.say(`settings-${name}`)}
        <span class="hint">{words.say(`settings-${name}-hint`)}</span>
      </span>
    </label>
  );
}

function ProfileSettings(): JSX.Element | null {
  const { words, model, actions, looks } = useApp();
  const me = model.me.value;
  const name = useSignal(me?.name ?? "");
  if (me === null || model.isOfficer.value) return null;
  const citizens = looks.value.filter((look) => look.role === "citizen");
  return (
    <section aria-labelledby="profile">
      <h3 id="profile">{words.say("settings-me")}</h3>
      <label class="label" for="my-name">
        {words.say("arrival-name")}
      </label>
      <div class="with-button">
        <NameInput id="my-name" name={name} />
        <Button
          onClick={() => void actions.changeProfile({ name: name.value.trim() })}
          disabled={name.value.trim() === ""}
        >
          {words.say("settings-keep")}
        </Button>
      </div>
      <RejectionWords of={actions.pending("profile")} />
      <LookChoice looks={citizens} chosen={me.look} choose={(look) => void actions.changeProfile({ look })} />
    </section>
  );
}

function Leave(): JSX.Element {
  const { words, identity, model } = useApp();
  const leave = () => {
    const isOfficer = identity.screen.peek() === "desk";
    identity.leave();
    forgetVisit(window, isOfficer);
    location.replace(location.pathname); // what the page itself holds goes with it
  };
  return (
    <section class="leave" aria-label={words.say("leave")}>
      <AskTwice name={model.isOfficer.value ? "desk-leave" : "leave"} act={leave} />
    </section>
  );
}
