"""A person with a keyboard and nothing else: goes by Tab, presses by Enter, and notices when the focus cannot be seen."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

STOPS_MAX = 150
IS_HERE = "(one) => one === document.activeElement || one.contains(document.activeElement) && one.tagName === 'FIELDSET'"
# The ring may lie on the control itself, on the picture beside a hidden radio button, or on the frame around both.
HAS_RING = """() => {
    const here = document.activeElement;
    const rings = [here, here.nextElementSibling, here.parentElement].filter(Boolean).map((one) => getComputedStyle(one));
    if (here.tabIndex < 0) return true; // a heading is no control
    return rings.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""
NAME_OF_STOP = "() => document.activeElement.outerHTML.slice(0, 160)"


class Trapped(Exception):
    """Tab was pressed many times and what was looked for never came."""


@dataclass(frozen=True)
class Keyboard:
    """The keyboard of one page."""

    page: Page

    def go_to(self, wanted: Locator) -> None:
        """Press Tab until `wanted` has the focus; every stop on the way must show a ring."""
        expect(wanted).to_be_visible()
        for _ in range(STOPS_MAX):
            if wanted.evaluate(IS_HERE):
                return
            self.page.keyboard.press("Tab")
            self.sees_ring()
        raise Trapped(f"{wanted} after {STOPS_MAX} stops; now at {self.page.evaluate(NAME_OF_STOP)}")

    def sees_ring(self) -> None:
        at_page = self.page.evaluate("() => document.activeElement === document.body")
        assert at_page or self.page.evaluate(HAS_RING), f"no ring at {self.page.evaluate(NAME_OF_STOP)}"

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        self.go_to(wanted)
        self.page.keyboard.press(key)

    def write(self, box: Locator, text: str) -> None:
        """Type over what stands in the box."""
        self.go_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
