// Which screen is shown, and what belongs to all of them: the state of the connection, the notices, what a screen reader says.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Arrival } from "./arrival";
import { ConnectionBanner } from "./connection-banner";
import { useApp } from "./context";
import { HallScreen } from "./hall-screen";
import { LiveRegion } from "./live-region";
import { Notices } from "./notices";
import { OfficerPart } from "./officer-part";
import { useTitle } from "./title";

export function Page(): JSX.Element {
  useSettings();
  useTitle();
  return (
    <>
      <ConnectionBanner />
      <Screen />
      <Notices />
      <LiveRegion />
    </>
  );
}

function Screen(): JSX.Element {
  switch (useApp().identity.screen.value) {
    case "arrival":
      return <Arrival />;
    case "hall":
      return <HallScreen />;
    case "sign-in":
      return <OfficerPart name="SignIn" />;
    case "desk":
      return <OfficerPart name="DeskScreen" />;
  }
}

/** Put the settings where the style sheets see them. */
function useSettings(): void {
  const { settings } = useApp();
  const { textSize, contrast, stillness, easy, lowData } = settings.now.value;
  useEffect(() => {
    Object.assign(document.documentElement.dataset, {
      text: easy && textSize === "normal" ? "large" : textSize,
      contrast: contrast ? "high" : "normal",
      motion: stillness ? "still" : "normal",
      easy: easy ? "yes" : "no",
    });
    if (!lowData) void import("./fonts");
  }, [textSize, contrast, stillness, easy, lowData]);
}
