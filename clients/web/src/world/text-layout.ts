// Text on a canvas, in the page's own typeface: measured, fitted, shortened, wrapped. Wrapping is pure: the measure is handed in.

const FAMILY = '"Pretendard GOV Variable", "Pretendard GOV", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif';

export function font(sizePx: number, weight: 400 | 500 | 600 | 700 = 500): string {
  return `${weight} ${sizePx}px ${FAMILY}`;
}

let pen: CanvasRenderingContext2D | null = null;

/** Return how wide `text` is in `typeface`, px. */
export function widthOf(text: string, typeface: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return text.length * 8;
  pen.font = typeface;
  return pen.measureText(text).width;
}

/** Return the largest size up to `sizeMax` at which `text` fits into `width`. */
export function fitting(text: string, width: number, sizeMax: number, weight: 500 | 600 | 700): number {
  const wide = widthOf(text, font(100, weight)) / 100;
  return wide === 0 ? sizeMax : Math.min(sizeMax, width / wide);
}

/** Return `text` cut to `width`, with an ellipsis when it was longer. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** Return `text` in lines no wider than `width`: broken between words, inside of a word only when it alone is too long. */
export function wrapped(text: string, width: number, linesMax: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = broken(word, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  lines.push(line);
  if (lines.length <= linesMax) return lines;
  const rest = lines.slice(linesMax - 1).join(" ");
  return [...lines.slice(0, linesMax - 1), shortened(rest, width, measure)];
}

function broken(word: string, width: number, measure: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}
