// Whether the world is drawn now: not when the person wants none, not with low data, not on a device that cannot.
import { useApp } from "./context";

export function useIsDrawn(): boolean {
  const { settings, world } = useApp();
  const { plain, lowData } = settings.now.value;
  return !plain && !lowData && world.isDrawable.value;
}
