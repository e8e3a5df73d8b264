// Why the world cannot be drawn here. The page reads the name and stays plain.

export type DrawingFault = "no_webgl" | "no_room_to_draw" | "lost";

/** This device, or this moment of it, cannot draw the world. `reason` is for the log and the tests, never for a person. */
export class CannotDraw extends Error {
  override readonly name = "CannotDraw";

  constructor(
    readonly reason: DrawingFault,
    cause?: unknown,
  ) {
    super(`the world cannot be drawn: ${reason}`, { cause });
  }
}
