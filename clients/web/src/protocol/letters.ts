// How long a text is, as the office measures it: characters of its form NFC (SPEC W4). Pure.

/** Return the number of characters. */
export function lettersOf(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** Return the text in NFC, and of a longer one as many whole letters as fit into `max` characters. */
export function fitted(text: string, max: number): string {
  const composed = text.normalize("NFC");
  if (lettersOf(composed) <= max) return composed;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(composed)) {
    if (lettersOf(kept + segment) > max) break;
    kept += segment;
  }
  return kept;
}

/** Return the command with every text of it in NFC. */
export function composed<Value>(value: Value): Value {
  if (typeof value === "string") return value.normalize("NFC") as Value;
  if (Array.isArray(value)) return value.map(composed) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, composed(inner)])) as Value;
}
