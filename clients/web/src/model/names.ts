// Names to offer to a newcomer: an adjective and something that grows or flies here. Pure: chance is handed in.
import type { Language } from "../words/words";

const KINDS: Readonly<Record<Language, readonly string[]>> = {
  ko: [
    "다정한",
    "느긋한",
    "환한",
    "포근한",
    "씩씩한",
    "고운",
    "맑은",
    "든든한",
    "반가운",
    "따뜻한",
    "명랑한",
    "잔잔한",
  ],
  en: ["Gentle", "Sunny", "Kind", "Calm", "Merry", "Bright", "Warm", "Steady", "Quiet", "Cheerful", "Hearty", "Clear"],
};
const BEINGS: Readonly<Record<Language, readonly string[]>> = {
  ko: ["소나무", "까치", "감나무", "동백", "은행잎", "참새", "연꽃", "제비", "도라지", "사슴", "매화", "두루미"],
  en: [
    "Pine",
    "Magpie",
    "Persimmon",
    "Camellia",
    "Ginkgo",
    "Sparrow",
    "Lotus",
    "Swallow",
    "Bellflower",
    "Deer",
    "Plum",
    "Crane",
  ],
};

/** Return a name to offer; `random` gives numbers in [0, 1). */
export function offeredName(language: Language, random: () => number): string {
  return `${pick(KINDS[language], random)} ${pick(BEINGS[language], random)}`;
}

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] ?? words[0] ?? "";
}
