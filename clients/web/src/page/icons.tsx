// Line icons, drawn for this page: 24 x 24, one stroke. Hidden from screen readers: a word always stands beside an icon.
import type { JSX } from "preact";

const SHAPES = {
  counters: "M4 10h16M6 10v9h12v-9M3 10l2-5h14l2 5M10 19v-5h4v5",
  people:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11ZM3.5 19.5c0-3.2 2.4-5.3 5.5-5.3s5.5 2.1 5.5 5.3M16 11.2a2.7 2.7 0 1 0-.8-5.2M17 14.4c2.2.4 3.6 2.2 3.6 4.6",
  chat: "M4.5 5.5h15v10.5h-8.2L7 19.5V16H4.5ZM8 9.2h8M8 12.3h5",
  cases: "M6.5 3.8h7.7l3.8 3.8v12.6h-11.5ZM14 4v4h4M9 12h6M9 15.5h6",
  help: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM9.7 9.5a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.2.9-1.2 1.7v.4M12 16.6v.2",
  settings:
    "M5 7.5h8M17 7.5h2M5 16.5h2M11 16.5h8M15 9.7a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 18.7a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  ticket: "M4 7.5h16v3a1.8 1.8 0 0 0 0 3.2v3H4v-3a1.8 1.8 0 0 0 0-3.2ZM14.5 8.5v1.6M14.5 12v1.6M14.5 15.2v.8",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  walk: "M13 5.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2ZM8 21l2.6-5.6L12.8 18v3.4M10.6 15.4 11.5 9l-3.4 1.6L7.5 14M11.5 9l2.6 1 1 2.6 2.6.8",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
  back: "M14.5 5.5 8 12l6.5 6.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  world: "M3 11.5 12 5l9 6.5M5.5 10.5V19h13v-8.5M10 19v-4.5h4V19",
  send: "M4.5 12 20 5l-4.5 14.5-3.8-5.7ZM11.7 13.8 20 5",
  bell: "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.7H5ZM10 20.3h4",
  servers: "M4.5 5h15v5.5h-15ZM4.5 13.500h15V19h-15ZM7.500 7.800h.1M7.500 16.200h.1M11 7.800h5.500M11 16.200h5.500",
  key: "M8 15.5a3.500 3.500 0 1 1 0-7 3.500 3.500 0 0 1 0 7ZM11.500 12H20v3.500M16.500 12v2.500",
  find: "M10.500 16.500a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM15 15l5 5",
  desk: "M3.5 11h17M5 11v8M19 11v8M12 11v4h7M7 8h6V4.5H7Z",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}

const STATES = {
  open: <circle cx="8" cy="8" r="6" />,
  serving: (
    <path
      d="M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13ZM8 3.500v9a4.500 4.500 0 0 0 0-9Z"
      fill-rule="evenodd"
    />
  ),
  paused: <path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" />,
  closed: <path d="M2.5 2.5h11v11h-11zM4.5 4.5v7h7v-7z" fill-rule="evenodd" />,
} as const;

/** The state of a desk by shape: full, half, two bars, an empty square. */
export function StateShape({ state }: { state: keyof typeof STATES }): JSX.Element {
  return (
    <svg class="state-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {STATES[state]}
    </svg>
  );
}
