// The logo of Madang: a roof, a gate, one fruit.
import type { JSX } from "preact";

export function Logo(): JSX.Element {
  return (
    <svg class="seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="28" height="28" rx="8" fill="#2f4b7c" />
      <path
        d="M6 14.5c4-1 7-3.2 10-6 3 2.8 6 5 10 6"
        fill="none"
        stroke="#faf7f0"
        stroke-width="2.4"
        stroke-linecap="round"
      />
      <path
        d="M9.500 15v8.500h13V15M13.500 23.500v-5h5v5"
        fill="none"
        stroke="#faf7f0"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <circle cx="16" cy="12.800" r="1.600" fill="#f0945f" />
    </svg>
  );
}
