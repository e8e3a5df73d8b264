// Which of the three sizes of a sheet a screen needs. Pure.

export type SheetScale = 1 | 2 | 3;

/** Return the sheet that is sharp at so many device px to one px of the place. */
export function sheetScale(devicePxPerPx: number): SheetScale {
  return devicePxPerPx > 2 ? 3 : devicePxPerPx > 1 ? 2 : 1;
}
