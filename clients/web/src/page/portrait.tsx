// A person's face beside their name. With low data, and while it cannot be loaded, a quiet disc.
import type { JSX } from "preact";
import { useApp } from "./context";
import { portraitOf } from "./looks";

export function Portrait({ look, small = false }: { look: string; small?: boolean }): JSX.Element {
  const { settings } = useApp();
  const isDrawn = !settings.now.value.lowData && look !== "";
  return (
    <span class={small ? "portrait small" : "portrait"} aria-hidden="true">
      {isDrawn && (
        <img
          src={portraitOf(look)}
          alt=""
          width="96"
          height="96"
          loading="lazy"
          decoding="async"
          onError={(event) => event.currentTarget.remove()}
        />
      )}
    </span>
  );
}
