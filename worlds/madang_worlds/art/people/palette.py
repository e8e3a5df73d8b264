"""The colours a person is drawn in. Knows names and values; may not know which shape wears them."""

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
SHADOW, LIGHT = "#2C2A4A", "#FFF6E3"
# Shade is cool and light is warm, as under an open sky: this is what keeps flat shapes from looking dead.
DIM_SHARE, DEEP_SHARE, LIT_SHARE = 0.15, 0.34, 0.15
TOKEN = re.compile(r"var\(--([a-z0-9-]+)\)")


class UnknownColour(ValueError):
    """A look or a part names a colour that neither the palette nor the look has."""


def named_colours() -> dict[str, str]:
    """Every colour of palette.json by name, whatever family it stands in."""
    families = json.loads((HERE / "palette.json").read_text(encoding="utf-8"))
    return {name: value for family in families.values() for name, value in family.items()}


def mix(colour: str, toward: str, *, share: float) -> str:
    """Go from `colour` toward another by `share` (0 to 1). Both are #RRGGBB."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(toward[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def shades(token: str, colour: str) -> dict[str, str]:
    """The four values a material is drawn in: itself, lit, dim (turned from the light), deep (a fold)."""
    return {
        token: colour,
        f"{token}-lit": mix(colour, LIGHT, share=LIT_SHARE),
        f"{token}-dim": mix(colour, SHADOW, share=DIM_SHARE),
        f"{token}-deep": mix(colour, SHADOW, share=DEEP_SHARE),
    }


def inks(wearing: dict[str, str]) -> dict[str, str]:
    """All tokens for one look: the named colours, and what the look gives to skin, hair, top and so on."""
    named = named_colours()
    tokens: dict[str, str] = {}
    for name, colour in named.items():
        tokens |= shades(name, colour)
    for token, name in wearing.items():
        tokens |= shades(token, _named(named, name))
    return tokens


def _named(named: dict[str, str], name: str) -> str:
    if name not in named:
        raise UnknownColour(f"no colour is called {name!r}; palette.json has {', '.join(sorted(named))}")
    return named[name]


def paint(markup: str, tokens: dict[str, str]) -> str:
    """Put values in place of `var(--token)`; a token nobody defined is named in the error."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in tokens:
            raise UnknownColour(f"a part uses the token --{match[1]}, which this look gives no colour")
        return tokens[match[1]]

    return TOKEN.sub(value, markup)
