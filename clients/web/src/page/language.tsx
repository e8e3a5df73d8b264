// The choice of language: each in its own words, always in reach. Where the office serves in one alone there is nothing to choose.
import type { JSX } from "preact";
import type { Language } from "../words/words";
import { useApp } from "./context";

const NAMES: Readonly<Record<Language, string>> = { ko: "한국어", en: "English" };

export function LanguageChoice({ titled = false }: { titled?: boolean }): JSX.Element | null {
  const { words, settings } = useApp();
  if (settings.languages.length === 1) return null;
  return (
    <>
      {titled && <h3>{words.say("language")}</h3>}
      <div class="segments" role="group" aria-label={words.say("language")}>
        {settings.languages.map((language) => (
          <LanguageButton key={language} language={language} />
        ))}
      </div>
    </>
  );
}

function LanguageButton({ language }: { language: Language }): JSX.Element {
  const { settings, model, actions } = useApp();
  const choose = () => {
    settings.change({ language });
    if (model.me.value !== null) void actions.changeProfile({ lang: language });
  };
  return (
    <button
      type="button"
      class="segment"
      lang={language}
      aria-pressed={settings.now.value.language === language}
      onClick={choose}
    >
      {NAMES[language]}
    </button>
  );
}
