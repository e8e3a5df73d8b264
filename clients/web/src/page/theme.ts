// Light or dark: as the person chose, else as the system asks for. By the same clock as the hall its panels know that it is evening.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Theme } from "../model/preferences";
import { useApp } from "./context";

const DARK = "(prefers-color-scheme: dark)";
/** The hours between which lanterns are lit; the middle of the hall's dusk and of its dawn. */
const LIT_FROM = 18.75;
const LIT_UNTIL = 6.25;
const HOUR_CHECK_MS = 60_000;

/** Put the theme and the hour where the style sheets see them. */
export function useTheme(): void {
  const chosen: Theme = useApp().settings.now.value.theme;
  const isSystemDark = useSystemDark();
  const isEvening = useEvening();
  const theme = chosen === "system" ? (isSystemDark.value ? "dark" : "light") : chosen;
  useEffect(() => {
    Object.assign(document.documentElement.dataset, { theme, evening: isEvening.value ? "yes" : "no" });
  }, [theme, isEvening.value]);
}

export function isLit(hour: number): boolean {
  return hour >= LIT_FROM || hour <= LIT_UNTIL;
}

function useSystemDark(): Signal<boolean> {
  const isDark = useSignal(window.matchMedia(DARK).matches);
  useEffect(() => {
    const query = window.matchMedia(DARK);
    const follow = () => {
      isDark.value = query.matches;
    };
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return isDark;
}

function useEvening(): Signal<boolean> {
  const isEvening = useSignal(isLit(hourNow()));
  useEffect(() => {
    const timer = setInterval(() => {
      isEvening.value = isLit(hourNow());
    }, HOUR_CHECK_MS);
    return () => clearInterval(timer);
  }, []);
  return isEvening;
}

function hourNow(): number {
  const now = new Date();
  return now.getHours() + now.getMinutes() / 60;
}
