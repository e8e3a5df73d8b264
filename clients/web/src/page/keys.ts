// Keys that belong to an input method: they choose or end a syllable or a sign, and mean nothing to the page.

const INPUT_METHOD_KEY = 229; // what Safari says of the Enter that ends a composition, after it called the composition over

/** Whether an input method takes this key: it neither sends, submits nor closes. */
export function isInputMethodKey({ isComposing, keyCode }: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === INPUT_METHOD_KEY;
}
