"""Those accompanied on the themes of a meeting before it, and who of them came."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from ..facts import EventFacts
from .grouped import REGROUPED, together_in
from .parts import Part, withhold_parts
from .sheet import Path, Sheet, at

BY_EVENT = "conversion", "by_event"
THEMES = "accompaniments.by_theme"


def withhold_of_meetings(sheet: Sheet, events: Iterable[EventFacts]) -> None:
    """Withhold who had been accompanied before a meeting, and who came, meeting by meeting."""
    by_ref, told = {event.ref: event for event in events}, list[EventFacts]()
    for each in sheet.told(*BY_EVENT):
        event = by_ref[each["ref"]]
        withhold_parts(sheet, _parts(event, told))
        if each["denominator"] is not None and not _overlaps(sheet, [*told, event]):
            sheet.withhold(*_before(event))
        if each["denominator"] is not None:
            told.append(event)


def _parts(event: EventFacts, told: Iterable[EventFacts]) -> Iterable[Part]:
    before, came = _before(event), (*BY_EVENT, event.ref, "numerator")
    wider = [_before(other) for other in told if _one_in_the_other(event, other)]
    yield Part(before, (("people", "total"), *wider))
    attendances = "events", "list", event.ref, "attendances"
    of_any = "conversion", "accompanied_who_attended", "numerator"
    of_kind = "conversion", "by_kind", event.kind, "numerator"
    yield Part(came, (before, attendances, of_any, of_kind), (before, attendances))


def _before(event: EventFacts) -> Path:
    return (*BY_EVENT, event.ref, "denominator")


def _one_in_the_other(event: EventFacts, earlier: EventFacts) -> bool:
    """Return whether those accompanied before one may all be of the other's too."""
    these, those = {*event.themes}, {*earlier.themes}
    return these <= those or those <= these


def _overlaps(sheet: Sheet, events: Sequence[EventFacts]) -> bool:
    """Return whether the last meeting is sound beside accompaniments and meetings of its themes.

    Those accompanied on either of two themes tell how many were on both, with each theme's own.
    """
    *others, last = events
    whole, part = _covering(sheet, last.themes), _before(last)
    if whole and not sheet.sound(*whole[0], plus=whole[1:], less=[part]):
        return False
    trios = (sorted((*two, last), key=_themes) for two in combinations(others, 2))
    return not any(_tells_of_both(sheet, *trio) for trio in trios)


def _tells_of_both(sheet: Sheet, one: EventFacts, other: EventFacts, either: EventFacts) -> bool:
    """Return whether those of one and of the other, less those of either, may be one to four."""
    themes = {*one.themes, *other.themes}
    if _themes(other) == _themes(either) or themes != {*either.themes}:
        return False
    paths = [_before(event) for event in (one, other, either)]
    counts = [at(sheet.report, path) for path in paths]
    both = counts[0] + counts[1] - counts[2]
    return both > 0 and not sheet.sound(*paths[0], plus=[paths[1]], less=[paths[2]])


def _covering(sheet: Sheet, themes: Iterable[str]) -> list[Path]:
    """Return the categories of accompaniments that hold all those on some themes."""
    by_theme = sheet.told("accompaniments", "by_theme")
    together = together_in(sheet.report, THEMES)
    names = {REGROUPED if theme in together else theme for theme in themes}
    known = names <= {*by_theme}
    return [("accompaniments", "by_theme", name) for name in sorted(names)] if known else []


def _themes(event: EventFacts) -> int:
    return len(event.themes)
