// Kinds and sizes of files as words. Pure.
import type { PageWords } from "../words/words";

const KB = 1_024;
const MB = KB * KB;

/** Return a size as people say it: `12 KB`, `1.4 MB`. */
export function sizeWords(bytes: number): string {
  return bytes < MB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${Number((bytes / MB).toFixed(1))} MB`;
}

/** Return the kinds that are taken, as words: `JPEG, PNG, WEBP 사진, PDF`. */
export function kindNames(kinds: readonly string[], words: PageWords): string {
  const pictures = kinds.filter((kind) => kind !== "pdf").map((kind) => kind.toUpperCase());
  const named = pictures.length > 0 ? [words.say("files-pictures", { kinds: pictures.join(", ") })] : [];
  return [...named, ...(kinds.includes("pdf") ? ["PDF"] : [])].join(words.say("files-or"));
}
