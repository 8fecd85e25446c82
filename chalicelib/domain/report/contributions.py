"""What one person adds to an edition: every figure of a report is a sum of these.

`docs/counting.md` defines each figure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from .editions import Edition
from .facts import GROUP, INDIVIDUAL, AnswerFact, AttendanceFact, PersonFacts, SessionFact
from .figures import path

NUMBERS = ("people_reached", "satisfaction")
"""Questions of the survey that are answered by a number."""


def contribution(person: PersonFacts, edition: Edition) -> dict[str, int]:
    """Return what a person adds to an edition: counter path → whole number above 0."""
    if not person.counts:
        return {}
    sessions = [each for each in person.sessions if edition.covers(each.starts_at)]
    meetings = {a.event: a for a in person.attendances if edition.covers(a.starts_at)}
    answer = _latest(a for a in person.answers if edition.covers(a.answered_at))
    counted = Counter(_accompaniments(person, sessions))
    counted.update(_profile(person, sessions, edition))
    counted.update(_meetings([*meetings.values()], sessions))
    counted.update(_survey(answer, sessions))
    counted.update(_journey(person, sessions, answer, edition))
    if answer and _invited(sessions):
        counted.update({path("survey", n, "sum"): getattr(answer, n) or 0 for n in NUMBERS})
    return {name: count for name, count in counted.items() if count}


def first_sessions(sessions: Iterable[SessionFact]) -> Iterator[tuple[str, ...]]:
    """Yield theme, themes before it, start of the first session on it, in order of start.

    A person was accompanied before a moment on one of several themes exactly if one of these lines
    has one of the themes, none of them before it, and a start before that moment: so they can be
    counted for a meeting on any themes, and each person once.
    """
    first: dict[str, datetime] = {}
    for each in sessions:
        first[each.theme] = min(each.starts_at, first.get(each.theme, each.starts_at))
    before: list[str] = []
    for theme, start in sorted(first.items(), key=lambda held: (held[1], held[0])):
        yield theme, path(*sorted(before)), start.isoformat(timespec="seconds")
        before.append(theme)


def _accompaniments(person: PersonFacts, sessions: Iterable[SessionFact]) -> Iterator[str]:
    for each in sessions:
        yield path("accompaniments", "format", each.format)
        yield path("accompaniments", "theme", each.theme)
        yield path("accompaniments", "month", f"{each.starts_at:%Y-%m}", each.format)
        if person.kind:
            yield path("accompaniments", "theme_by_kind", each.theme, person.kind)


def _profile(
    person: PersonFacts, sessions: Sequence[SessionFact], edition: Edition
) -> Iterator[str]:
    """Yield what counts each person once who was accompanied."""
    if not sessions:
        return
    yield path("people", "total")
    yield path("people", INDIVIDUAL if _invited(sessions) else GROUP)
    if len(sessions) > 1:
        yield path("people", "with_several")
    if any(first_day < edition.starts_on for first_day in person.editions):
        yield path("people", "returning")
    if person.referred:
        yield path("people", "referred")
    said = {"kind": person.kind, "maturity": person.level, "discipline": person.discipline}
    yield from (path(what, value) for what, value in said.items() if value)
    for what in ("maturity", "discipline"):
        if said[what] and person.kind:
            yield path(f"{what}_by_kind", said[what], person.kind)
    if person.level:
        yield path("people", "levels", person.level_before or person.level, person.level)


def _meetings(meetings: Sequence[AttendanceFact], sessions: Sequence[SessionFact]) -> Iterator[str]:
    """Yield who came to what, and of whom had been accompanied when."""
    firsts = [*first_sessions(sessions)]
    yield from (path("first", *first) for first in firsts)
    for each in meetings:
        moment = each.starts_at.isoformat(timespec="seconds")
        yield path("event", each.event, "attended")
        if each.mode:
            yield path("event", each.event, each.mode)
        yield from (
            path("event", each.event, "came", *first) for *first, start in firsts if start < moment
        )
    if meetings:
        yield path("conversion", "people")
    if meetings and sessions:
        yield path("conversion", "any")
        yield from (path("conversion", "kind", kind) for kind in {e.kind for e in meetings})


def _survey(answer: AnswerFact | None, sessions: Sequence[SessionFact]) -> Iterator[str]:
    """Yield the latest answer of somebody who was asked."""
    if _invited(sessions):
        yield path("survey", "invited")
        yield from _answered(answer) if answer else ()
    elif answer:
        yield path("survey", "others")


def _answered(answer: AnswerFact) -> Iterator[str]:
    yield path("survey", "answered")
    for question in ("shared", "project_planned", "concrete_action"):
        said = getattr(answer, question)
        if said is not None:
            yield path("survey", question, "yes" if said else "no")
    for question in NUMBERS:
        if getattr(answer, question) is not None:
            yield path("survey", question, "answers")
    if answer.best_axis:
        yield path("survey", "best_axis", answer.best_axis)


def _journey(
    person: PersonFacts,
    sessions: Sequence[SessionFact],
    answer: AnswerFact | None,
    edition: Edition,
) -> Iterator[str]:
    """Yield the steps that a person took, each of them one of those before it too."""
    held = bool(sessions)
    booked = held or any(map(edition.covers, person.booked_at))
    registered = booked or edition.covers(person.registered_at)
    answered = bool(answer and _invited(sessions))
    shared = bool(answered and answer and answer.shared)
    steps = {"registered": registered, "booked": booked, "held": held}
    steps |= {"answered": answered, "shared": shared}
    yield from (path("journey", step) for step, taken in steps.items() if taken)
    if person.through_participant and edition.covers(person.registered_at):
        yield path("journey", "through_participant")


def _invited(sessions: Sequence[SessionFact]) -> bool:
    """Return whether somebody is asked to answer: who had a session of their own."""
    return any(each.format == INDIVIDUAL for each in sessions)


def _latest(answers: Iterable[AnswerFact]) -> AnswerFact | None:
    """Return the latest answer; of two of the same moment, the one that comes last."""
    return max(enumerate(answers), key=lambda a: (a[1].answered_at, a[0]), default=(0, None))[1]
