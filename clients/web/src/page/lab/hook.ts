// With `?lab` in the address alone: `window.madangLab`, by which a test sees the figures and every picture as it is drawn.
import type { MotionFigures } from "../../model/motion";
import type { Instruments, Picture } from "./instruments";

const PICTURES_MAX = 20_000;

declare global {
  interface Window {
    madangLab?: { readonly motion: () => MotionFigures; readonly pictures: Picture[] };
  }
}

export function hang({ pictures, motion }: Instruments): void {
  const seen: Picture[] = [];
  pictures.watch = (picture) => {
    if (seen.length < PICTURES_MAX) seen.push(picture);
  };
  window.madangLab = { motion, pictures: seen };
}
