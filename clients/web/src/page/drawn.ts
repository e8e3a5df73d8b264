// Whether the world is drawn now: not when the person wants none, not with low data, not on a device that cannot, not who is barred.
import { useApp } from "./context";

export function useIsDrawn(): boolean {
  const { settings, world, model } = useApp();
  const { plain, lowData } = settings.now.value;
  return !plain && !lowData && world.isDrawable.value && model.bar.value === null;
}
