"""Places land where the drawn countries are, and labels keep off each other."""

import re

from hypothesis import given
from hypothesis import strategies as st

from portal.core.charts import geography
from portal.core.charts.labels import Box, move_apart, place_labels


def _bounds(path: str) -> tuple[float, float, float, float]:
    """Bounds of the largest ring of a path of relative lines: left, top, right, bottom."""
    best = (0.0, 0.0, 0.0, 0.0)
    for ring in path.split("z"):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", ring)]
        if not numbers:
            continue
        x, y = numbers[0], numbers[1]
        xs, ys = [x], [y]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
        bounds = (min(xs), min(ys), max(xs), max(ys))
        if (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) > (best[2] - best[0]) * (best[3] - best[1]):
            best = bounds
    return best


def test_place_agrees_with_the_drawn_countries() -> None:
    # Sweden's outermost points (Natural Earth): west 11.1°E at 58.9°N, south 55.34°N at 13.4°E, north
    # 69.04°N at 20.3°E.
    for frame in (geography.EUROPE, geography.EUROPE_NARROW):
        left, top, _right, bottom = _bounds(geography.countries(frame)["752"])
        tolerance = 6
        assert abs(frame.place(11.1, 58.9)[0] - left) < tolerance
        assert abs(frame.place(13.4, 55.34)[1] - bottom) < tolerance
        assert abs(frame.place(20.3, 69.04)[1] - top) < tolerance
    # South Africa: south 34.8°S at 20°E.
    for frame in (geography.WORLD, geography.WORLD_NARROW):
        assert abs(frame.place(20, -34.8)[1] - _bounds(geography.countries(frame)["710"])[3]) < 4


def test_countries_are_what_the_package_and_the_code_make() -> None:
    assert geography.countries(geography.WORLD_NARROW) == geography.draw_countries(geography.WORLD_NARROW)


def test_holds_leaves_out_what_lies_behind_the_horizon() -> None:
    assert [
        geography.EUROPE.holds(12, 58),
        geography.EUROPE.holds(-100, 20),
        geography.EUROPE.holds(171, -41),
    ] == [
        True,
        False,
        False,
    ]


POINTS = st.lists(st.tuples(st.floats(20, 600), st.floats(20, 400)), max_size=25)


@given(POINTS)
def test_place_labels_never_covers_a_label_or_a_marker(points: list[tuple[float, float]]) -> None:
    boxes = place_labels(points, [70.0] * len(points), Box(0, 0, 640, 420))
    placed = [(i, box) for i, box in enumerate(boxes) if box]
    for i, box in placed:
        assert [j for j, other in placed if j != i and box.overlap(other)] == []
        assert (box.x >= 0, box.y >= 0, box.x + box.width <= 640, box.y + box.height <= 420) == (True,) * 4


@given(st.integers(1, 8))
def test_move_apart_separates_points_in_one_place(count: int) -> None:
    moved = move_apart([(100.0, 100.0)] * count, 17, fixed=1)
    assert moved[0] == (100.0, 100.0)
    apart = [
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(moved) for b in moved[i + 1 :]
    ]
    assert [distance for distance in apart if distance < 16] == []
