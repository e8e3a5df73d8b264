"""How a body moves: six columns, and where each joint is in each. Knows joints and directions, not clothes or colours."""

from dataclasses import dataclass

CELL_WIDTH, CELL_HEIGHT = 48, 56
ANCHOR = (24, 48)
COLUMNS = ("idle", "breath", "walk1", "walk2", "walk3", "walk4")
# Where a stride goes on the screen: the ground is seen at a slant, so north and south are shortened.
HEADINGS = {"S": (0.0, 0.5), "SE": (0.74, 0.36), "E": (1.0, 0.0), "NE": (0.74, -0.36), "N": (0.0, -0.5)}
STRIDE, ARM_REACH = 4.6, 3.6
LEG_LENGTH, ARM_LENGTH = 12.0, 10.0


@dataclass(frozen=True)
class Frame:
    """One column of the sheet.

    `swing` is the left leg's reach (-1 to 1), `arms` what the left and right arm make of it, `lift_*` how far a foot
    leaves the ground, `rise` and `breath` how far the body does (px), `step` how far a wheel has turned, `sweep` where
    a cane is between its sides (-1 to 1).
    """

    swing: float = 0.0
    arms: tuple[float, float] = (-1.0, 1.0)
    lift_left: float = 0.0
    lift_right: float = 0.0
    rise: float = 0.0
    breath: float = 0.0
    step: int = 0
    sweep: float = 0.0


FRAMES = {
    "idle": Frame(),
    "breath": Frame(breath=0.7),
    "walk1": Frame(swing=1.0, step=1, sweep=1.0),
    "walk2": Frame(swing=0.15, lift_right=2.2, rise=1.0, step=2, sweep=0.1),
    "walk3": Frame(swing=-1.0, step=3, sweep=-1.0),
    "walk4": Frame(swing=-0.15, lift_left=2.2, rise=1.0, step=4, sweep=-0.1),
}
HIPS = {"S": (27, 21), "SE": (26.2, 22), "E": (24, 24), "NE": (22, 26.2), "N": (21, 27)}
SHOULDERS = {"S": (29.4, 18.6), "SE": (28.6, 19.6), "E": (24.6, 24), "NE": (19.6, 28.2), "N": (18.6, 29.4)}
HIP_Y, SHOULDER_Y = 35.0, 26.0


def joint(slot: str, direction: str, frame: Frame) -> str:
    """The SVG transform for whatever lies in `slot`. Slots of no joint stand still on the ground."""
    place = {
        "leg-l": lambda: _leg(direction, frame, left=True),
        "leg-r": lambda: _leg(direction, frame, left=False),
        "foot-l": lambda: _foot(direction, frame, left=True),
        "foot-r": lambda: _foot(direction, frame, left=False),
        "arm-l": lambda: _arm(direction, frame, left=True),
        "arm-r": lambda: _arm(direction, frame, left=False),
        "skirt": lambda: _skirt(direction, frame),
    }
    if slot in place:
        return place[slot]()
    return _upper(frame, share=UPPER.get(slot, 0.0))


# The chest carries all of a breath to the head, the hips none of it.
UPPER = {
    "neck": 1.0,
    "torso": 0.6,
    "over-torso": 0.6,
    "pack": 0.6,
    "hair-under": 1.0,
    "head": 1.0,
    "face": 1.0,
    "hair": 1.0,
    "hat": 1.0,
    "held": 0.6,
}


def _upper(frame: Frame, *, share: float) -> str:
    carried = 1.0 if share else 0.0
    return f"translate(0 {-(frame.rise * carried + frame.breath * share):.2f})"


def reach(direction: str, frame: Frame, *, length: float) -> tuple[float, float]:
    """How far the left foot is from its place under the hip, in px on the screen."""
    across, down = HEADINGS[direction]
    return frame.swing * length * across, frame.swing * length * down


def bend(pivot: tuple[float, float], end: tuple[float, float], *, length: float) -> str:
    """Slant and stretch about a pivot so that the limb's end, `length` below it, moves by `end`."""
    slant, stretch = end[0] / length, 1 + end[1] / length
    return f"matrix(1 0 {slant:.4f} {stretch:.4f} {-slant * pivot[1]:.3f} {pivot[1] * (1 - stretch):.3f})"


def _stride(direction: str, frame: Frame, *, left: bool) -> tuple[float, float]:
    across, down = reach(direction, frame, length=STRIDE)
    sign, lift = (1, frame.lift_left) if left else (-1, frame.lift_right)
    return sign * across, sign * down - lift


def _leg(direction: str, frame: Frame, *, left: bool) -> str:
    pivot = (HIPS[direction][0 if left else 1], HIP_Y)
    across, down = _stride(direction, frame, left=left)
    return f"translate(0 {-frame.rise:.2f}) " + bend(pivot, (across, down + frame.rise), length=LEG_LENGTH)


def _foot(direction: str, frame: Frame, *, left: bool) -> str:
    across, down = _stride(direction, frame, left=left)
    hip = HIPS[direction][0 if left else 1]
    # The foot behind stands on its toes, the one in front on its heel.
    tilt = -across * 3.2
    return f"translate({across:.2f} {down:.2f}) rotate({tilt:.1f} {hip} 47)"


def _arm(direction: str, frame: Frame, *, left: bool) -> str:
    across, down = reach(direction, frame, length=ARM_REACH)
    swing = frame.arms[0 if left else 1]
    pivot = (SHOULDERS[direction][0 if left else 1], SHOULDER_Y)
    hang = f"translate(0 {-(frame.rise + frame.breath * 0.6):.2f}) "
    return hang + bend(pivot, (swing * across, swing * (down * 0.8) - abs(frame.swing * swing) * 0.5), length=ARM_LENGTH)


def _skirt(direction: str, frame: Frame) -> str:
    across = frame.swing * 1.1 * (1 - abs(HEADINGS[direction][0]) * 0.6)
    return f"translate(0 {-frame.rise:.2f}) " + bend((24, HIP_Y), (across, frame.rise), length=LEG_LENGTH)
