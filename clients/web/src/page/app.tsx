// Which screen is shown, and what belongs to all of them: the state of the connection, the notices, what a screen reader says.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Arrival } from "./arrival";
import { ConnectionBanner } from "./connection-banner";
import { useApp } from "./context";
import { useIsDrawn } from "./drawn";
import { keepFocus } from "./focus-kept";
import { Announcements, HallPart, OfficerPart } from "./late-parts";
import { LiveRegion } from "./live-region";
import { Notices } from "./notices";
import { useTheme } from "./theme";
import { useTitle } from "./title";

export function Page(): JSX.Element {
  useSettings();
  useTypeface();
  useTheme();
  useTitle();
  useEffect(keepFocus, []);
  return (
    <>
      <ConnectionBanner />
      <Screen />
      <Notices />
      <Announcements name="AnnouncedNews" />
      <LiveRegion />
    </>
  );
}

function Screen(): JSX.Element {
  switch (useApp().identity.screen.value) {
    case "arrival":
      return <Arrival />;
    case "hall":
      return <HallPart />;
    case "sign-in":
      return <OfficerPart name="SignIn" />;
    case "desk":
      return <OfficerPart name="DeskScreen" />;
  }
}

/** Put the settings where the style sheets see them. */
function useSettings(): void {
  const { settings } = useApp();
  const { textSize, contrast, stillness, easy } = settings.now.value;
  useEffect(() => {
    Object.assign(document.documentElement.dataset, {
      text: easy && textSize === "normal" ? "large" : textSize,
      contrast: contrast ? "high" : "normal",
      motion: stillness ? "still" : "normal",
      easy: easy ? "yes" : "no",
    });
  }, [textSize, contrast, stillness, easy]);
}

/** Load the typeface after what people came for: after the first picture of the hall, and where none is drawn after the page. */
function useTypeface(): void {
  const { settings, identity, world } = useApp();
  const { easy, lowData } = settings.now.value;
  const isDrawingComing = useIsDrawn() && !easy && ["arrival", "hall"].includes(identity.screen.value);
  const isDue = !lowData && (!isDrawingComing || world.isDrawn.value);
  useEffect(() => {
    if (isDue) void import("./fonts");
  }, [isDue]);
}
