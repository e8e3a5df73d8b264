// A time of day in the office's own zone and the instant that it is, for inputs of date and time. Pure.

const MINUTE_MS = 60_000;

/** Return an instant (unix seconds) as an input of date and time has it, in that zone: `2026-11-30T09:00`. */
export function localIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at * 1_000);
  const [year, month, day, hour, minute] = (["year", "month", "day", "hour", "minute"] as const).map(
    (part) => parts.find(({ type }) => type === part)?.value ?? "",
  );
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** Return the instant (unix seconds) at which the clocks of the zone show that; null when `local` says no date and time. */
export function instantIn(zone: string, local: string): number | null {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  // The second look is for instants near a change of the clocks, where the first one used the other offset.
  for (let look = 0; look < 2; look += 1) at += wanted - Date.parse(`${localIn(zone, at / 1_000)}Z`);
  return Math.floor(at / MINUTE_MS) * 60;
}
