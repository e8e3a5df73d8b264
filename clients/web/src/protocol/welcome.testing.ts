// For tests: what the office says first to a citizen.
import type { Welcome } from "./generated";

export const WELCOME: Welcome = {
  t: "welcome",
  version: 1,
  session: "s-1",
  resumed: false,
  visitor: "v-1",
  name: "까치",
  look: "artist",
  lang: "ko",
  role: "citizen",
  tick: 100,
  tick_ms: 50,
  back_ms: 4_000,
};
