// The quiet bar: where I am, my ticket, the way to every panel. On a phone its buttons lie at the bottom, under the thumbs.
import type { JSX } from "preact";
import { useApp } from "./context";
import { useIsDrawn } from "./drawn";
import { Icon, type IconName } from "./icons";
import { NewsBadge } from "./notices";
import type { PanelName } from "./route";
import { TicketChip } from "./ticket";

interface Item {
  readonly panel: PanelName;
  readonly icon: IconName;
}

const ITEMS: readonly Item[] = [
  { panel: "counters", icon: "counters" },
  { panel: "cases", icon: "cases" },
  { panel: "chat", icon: "chat" },
  { panel: "people", icon: "people" },
  { panel: "help", icon: "help" },
  { panel: "settings", icon: "settings" },
];

export function Bar(): JSX.Element {
  return (
    <header class="bar">
      <Whereabouts />
      <TicketChip />
      <BarButtons items={ITEMS} />
    </header>
  );
}

function Whereabouts(): JSX.Element {
  const { model, words, area } = useApp();
  const place = words.both(model.room.value?.title) || words.say("brand");
  const part = words.both(area.value?.title);
  // Where the place's name contains the part's, the part says nothing new: show how many are here instead.
  const says = part === "" || place.includes(part) ? words.say("people-count", { count: model.count.value }) : part;
  const Title = useIsDrawn() ? "h1" : "p"; // the plain page has a heading of its own
  return (
    <div class="where">
      <Title class="where-place">{place}</Title>
      <span class="where-area">{says}</span>
    </div>
  );
}

/** Panels about others, which who is barred has not (SPEC R24). */
const OF_ROOMS: ReadonlySet<PanelName> = new Set(["chat", "people"]);

export function BarButtons({ items }: { items: readonly Item[] }): JSX.Element {
  const { words, model } = useApp();
  const isBarred = model.bar.value !== null;
  return (
    <nav class="bar-buttons" aria-label={words.say("menu")}>
      {items
        .filter(({ panel }) => !isBarred || !OF_ROOMS.has(panel))
        .map((item) => (
          <BarButton key={item.panel} {...item} />
        ))}
    </nav>
  );
}

function BarButton({ panel, icon }: Item): JSX.Element {
  const { words, route } = useApp();
  const isOpen = route.shown.value?.panel === panel;
  return (
    <button
      type="button"
      class="bar-button"
      aria-expanded={isOpen}
      onClick={() => route.toggle(panel)}
      data-panel={panel}
    >
      <Icon name={icon} />
      <span>
        {words.say(panel)}
        {panel === "cases" && <NewsBadge />}
      </span>
    </button>
  );
}
