"""Every pair of text and ground in the portal's colours meets WCAG 2.2 AA, in light and dark (look.md)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "portal.css"
TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")

# Text needs 4.5:1 on the grounds it stands on (1.4.3).
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "surface", "sunk")),
    *(("accent-strong", ground) for ground in ("paper", "surface", "sunk", "accent-tint")),
    *((ink, "accent-tint") for ink in ("ink", "muted", "accent")),
    *((signal, ground) for signal in ("good", "wait", "stop") for ground in ("paper", "surface", "sunk")),
    *((signal, f"{signal}-tint") for signal in ("good", "wait", "stop")),
    *(("ink", f"{signal}-tint") for signal in ("good", "wait", "stop")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-stop", "stop"),
]
# The edges of controls, the ring of the focus and shapes with a meaning need 3:1 (1.4.11).
EDGES = [
    *(("control", ground) for ground in ("paper", "surface", "sunk")),
    *(("accent", ground) for ground in ("paper", "surface", "sunk")),
]


def _tokens() -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in TOKEN.findall(CSS.read_text())}


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _ratio(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_ratio_of_black_on_white() -> None:
    assert _ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=lambda name: name)
def test_contrast_of_text(ink: str, ground: str, theme: int) -> None:
    tokens = _tokens()

    ratio = _ratio(tokens[ink][theme], tokens[ground][theme])

    assert ratio >= 4.5, f"{ink} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES, ids=lambda name: name)
def test_contrast_of_edges(edge: str, ground: str, theme: int) -> None:
    tokens = _tokens()

    ratio = _ratio(tokens[edge][theme], tokens[ground][theme])

    assert ratio >= 3, f"{edge} on {ground}: {ratio:.2f}"


def test_tokens_are_the_only_colours() -> None:
    """No rule outside the tokens names a colour of its own, so that nothing escapes the two themes."""
    names = ("portal.css", "forms.css", "components.css", "pages.css")
    rules = "\n".join((CSS.parent / name).read_text() for name in names)
    rules = TOKEN.sub("", re.sub(r"/\*.*?\*/", "", rules, flags=re.S))

    # White under pictures drawn by others (a QR code is read by a camera).
    assert set(re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s,)])", rules)) == {"#ffffff"}
