"""Names beside the points of a map, so that none covers another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """Return the common area in square pixels."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(across, 0) * max(down, 0)


def move_apart(
    points: Sequence[tuple[float, float]], distance: float, *, fixed: int = 0
) -> list[tuple[float, float]]:
    """Return the points moved as little as it takes for each two to be `distance` pixels apart.

    Neighbouring regions would otherwise lie under one marker. The first `fixed` points stay where they are.
    """
    moved = [list(point) for point in points]
    for _round in range(60):
        restless = False
        for i, a in enumerate(moved):
            for j in range(i + 1, len(moved)):
                b = moved[j]
                dx, dy = b[0] - a[0], b[1] - a[1]
                apart = math.hypot(dx, dy)
                if apart >= distance - 0.1:
                    continue
                restless = True
                if apart < 0.5:  # the same place: sideways, each pair in a direction of its own
                    dx, dy, apart = math.cos(j * 2.4), math.sin(j * 2.4), 1.0
                push = (distance - apart) / (1 if i < fixed else 2)
                b[0] += dx / apart * push
                b[1] += dy / apart * push
                if i >= fixed:
                    a[0] -= dx / apart * push
                    a[1] -= dy / apart * push
        if not restless:
            break
    return [(x, y) for x, y in moved]


def place_labels(
    points: Sequence[tuple[float, float]],
    widths: Sequence[float],
    canvas: Box,
    *,
    radius: float = 9,
    line: float = 17,
) -> list[Box | None]:
    """Return for each point the box of its label, or None where none of the places around it is free.

    Tried are, in order: right, left, above, below, and the four corners; first those points that have the
    fewest free places. A label may not leave the canvas nor touch a marker or another label.

    Parameters:
        points: markers in pixels, the most important first.
        widths: width of each label in pixels.
        radius: of the markers; line: height of a label.
    """
    markers = [Box(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in points]
    placed: list[Box | None] = [None] * len(points)
    crowd = [sum(abs(x - a) < 110 and abs(y - b) < 26 for a, b in points) for x, y in points]
    for i in sorted(range(len(points)), key=lambda i: (crowd[i] > 1, i)):
        for box in _candidates(points[i], widths[i], radius, line):
            inside = (
                box.x >= canvas.x
                and box.y >= canvas.y
                and box.x + box.width <= canvas.x + canvas.width
                and box.y + box.height <= canvas.y + canvas.height
            )
            taken = [marker for n, marker in enumerate(markers) if n != i] + [b for b in placed if b]
            if inside and not any(box.overlap(other) for other in taken):
                placed[i] = box
                break
    return placed


def _candidates(point: tuple[float, float], width: float, radius: float, line: float) -> list[Box]:
    x, y = point
    gap = radius + 2
    boxes = [
        Box(x + gap, y - line / 2, width, line),
        Box(x - gap - width, y - line / 2, width, line),
        Box(x - width / 2, y - gap - line, width, line),
        Box(x - width / 2, y + gap, width, line),
    ]
    for dy in (-0.9, 0.9, -1.7, 1.7):
        boxes.append(Box(x + gap * 0.8, y - line / 2 + dy * line, width, line))
        boxes.append(Box(x - gap * 0.8 - width, y - line / 2 + dy * line, width, line))
    return boxes
