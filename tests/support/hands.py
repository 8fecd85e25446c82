"""Hands that use a page: they count their gestures, and say how long these take a person.

The times are those of the keystroke-level model (Card, Moran and Newell, 1980), with a finger's
instead of a mouse's (Lee, Song and Kim, « Fingerstroke-level model », 2015) and the pace of typing
on telephones (Palin and others, 2019). They are the model's, not the machine's: the same pages
give the same seconds anywhere.
"""

from math import ceil

from playwright.sync_api import Locator, Page, expect

DECIDE = 1.35
"""Seconds of thought before each thing that is done."""

ANSWER = 0.5
"""Seconds until a page that was asked for is there."""

TAP, SWIPE, THUMB_KEY = 0.74, 0.6, 0.33
"""Seconds: a finger that points and touches, a screen that is moved, a letter on a telephone."""

KEY, TAB = 0.28, 0.14
"""Seconds: a key of a keyboard, and one that is pressed again and again without a thought."""

SWIPED = 0.7
"""Of the screen's height, what a swipe moves."""

MOST_STOPS = 60

FOCUSED = "one => one === document.activeElement"


class Hand:
    """What each hand counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rest()

    def rest(self) -> None:
        """Begin to count anew."""
        self.seconds, self.taps = 0.0, 0


class Thumb(Hand):
    """Touches what is on the screen of a telephone, and moves the screen to what is not."""

    def tap(self, what: Locator) -> None:
        self._find(what)
        what.tap()

    def go(self, what: Locator) -> None:
        """Touch what leads to another page."""
        self._find(what)
        with self.page.expect_navigation():
            what.tap()
        self.seconds += ANSWER

    def type(self, where: Locator, text: str) -> None:
        """Write in a field: the one that has the focus, the next one by a key, or a touched one."""
        if not where.evaluate(FOCUSED):
            self.page.keyboard.press("Tab")
            self.seconds += THUMB_KEY
        if not where.evaluate(FOCUSED):
            self.seconds -= THUMB_KEY
            self.tap(where)
        where.fill(text)
        self.seconds += len(text) * THUMB_KEY

    def date(self, where: Locator, day: str) -> None:
        """Open the calendar of the system, turn to the next month, touch a day and « OK »."""
        self.tap(where)
        where.fill(day)
        self.seconds += DECIDE + 3 * TAP

    def choose(self, where: Locator, label: str) -> None:
        """Open a list of the system, and touch one of its lines."""
        self._find(where)
        where.select_option(label=label)
        self.seconds += DECIDE + TAP
        self.taps += 1

    def _find(self, what: Locator) -> None:
        """Count the swipes until something is on the screen, and the touch."""
        expect(what).to_be_visible()
        box, height = what.bounding_box(), self.page.evaluate("innerHeight")
        assert box
        hidden = max(-box["y"], box["y"] + box["height"] - height, 0)
        self.seconds += DECIDE + ceil(hidden / (height * SWIPED)) * SWIPE + TAP
        self.taps += 1


class Keys(Hand):
    """Goes from one thing to the next with the keyboard alone."""

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.seconds += DECIDE + KEY

    def go(self, key: str = "Enter") -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.seconds += DECIDE + KEY + ANSWER

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.seconds += len(text) * KEY

    def fill(self, *fields: tuple[Locator, str]) -> None:
        """Write in fields that follow each other: one decision for all."""
        self.seconds += DECIDE
        for where, text in fields:
            self._tab_to(where)
            self.type(text)

    def reach(self, what: Locator, back: bool = False) -> None:
        """Decide on something, and press Tab, or with Shift, until it has the focus."""
        self.seconds += DECIDE
        self._tab_to(what, "Shift+Tab" if back else "Tab")

    def _tab_to(self, what: Locator, key: str = "Tab") -> None:
        for _ in range(MOST_STOPS):
            if what.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
            self.seconds += TAB
        raise AssertionError(f"{MOST_STOPS} stops did not lead to {what}")
