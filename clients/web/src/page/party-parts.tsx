// What comes late of people beside requests: who they are, how one is invited, how one joins, what one sees then.
export { Helping } from "./helping";
export { Parties } from "./parties";
export { TypedInvitation } from "./party-join";
