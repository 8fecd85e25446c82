"""Every figure is what one would count by hand over all lines, and nobody is counted twice."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.programme import ReachFactors
from chalicelib.domain.report.before import folded
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)
from chalicelib.domain.report.figures import change, names_of, path, summed
from chalicelib.domain.report.report import Report, report
from tests.support.examples import edition

FIRST = date(2027, 3, 1)
THEMES = ("decouvrabilite", "marketing/numérique", "100 %")
KINDS = ("individual", "organization", "student", "")
LEVELS = ("debutant", "emergent", "")
DISCIPLINES = ("arts / médias", "danse", "")
EVENT_KINDS = ("cohort", "conference", "codevelopment", "hybrid_prototype")
AXES = ("session", "meeting", "")

moments = st.builds(
    lambda day, hour: datetime.combine(FIRST, time(hour)) + timedelta(days=day),
    st.integers(0, 6),
    st.integers(9, 11),
)
maybe = st.sampled_from((True, False, None))
few = st.one_of(st.none(), st.integers(0, 9))
editions = st.builds(
    lambda since, days, imported, reach: edition(
        starts_on=FIRST + timedelta(days=since),
        ends_on=FIRST + timedelta(days=since + days),
        imported=imported,
        reach=ReachFactors(*reach),
    ),
    st.integers(0, 3),
    st.integers(0, 5),
    st.booleans(),
    st.tuples(*[st.sampled_from(("mean", "1", "0.5", "0"))] * 3),
)
themes = st.sampled_from(THEMES)
events = st.lists(
    st.builds(
        EventFacts,
        st.sampled_from(("R1", "R2", "H/1", "% 2")),
        st.just("Rencontre"),
        st.sampled_from(EVENT_KINDS),
        st.lists(themes, unique=True).map(tuple),
        moments,
    ),
    max_size=4,
    unique_by=lambda event: event.ref,
)
sessions = st.builds(SessionFact, themes, st.sampled_from(("individual", "group")), moments)
answers = st.builds(AnswerFact, moments, maybe, few, maybe, maybe, st.sampled_from(AXES), few)


@dataclass(frozen=True)
class World:
    edition: Edition
    events: list[EventFacts]
    people: list[PersonFacts]

    def report(self) -> Report:
        counts = summed(contribution(person, self.edition) for person in self.people)
        return report(self.edition, counts, self.held())

    def held(self) -> list[EventFacts]:
        return [event for event in self.events if inside(self.edition, event.starts_at)]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    drawn = draw(events)
    attendances = st.lists(
        st.builds(
            lambda event, mode: AttendanceFact(event.ref, event.kind, event.starts_at, mode),
            st.sampled_from(drawn) if drawn else st.nothing(),
            st.sampled_from(("online", "in_person", "")),
        ),
        max_size=4,
        unique_by=lambda attended: attended.event,
    )
    person = st.builds(
        PersonFacts,
        st.one_of(st.none(), moments),
        st.sampled_from(KINDS),
        st.sampled_from(LEVELS),
        st.sampled_from(LEVELS),
        st.sampled_from(DISCIPLINES),
        referred=st.booleans(),
        through_participant=st.booleans(),
        counts=st.sampled_from((True, True, True, False)),
        booked_at=st.lists(moments, max_size=2).map(tuple),
        sessions=st.lists(sessions, max_size=5).map(tuple),
        attendances=attendances.map(tuple) if drawn else st.just(()),
        answers=st.lists(answers, max_size=3).map(tuple),
    )
    return World(draw(editions), drawn, draw(st.lists(person, max_size=7)))


def inside(edition: Edition, moment: datetime | None) -> bool:
    if edition.imported:
        return True
    return moment is not None and edition.starts_on <= moment.date() <= edition.ends_on


def by_hand(world: World) -> dict[str, Any]:
    """The figures, counted over lines and sets of people: no rule of the code is asked."""
    edition, people = world.edition, dict(enumerate(p for p in world.people if p.counts))
    lines = [(n, s) for n, p in people.items() for s in p.sessions if inside(edition, s.starts_at)]
    came = [(n, a) for n, p in people.items() for a in p.attendances]
    came = [(n, a) for n, a in came if inside(edition, a.starts_at)]
    accompanied = {n for n, _ in lines}
    alone = {n for n, s in lines if s.format == "individual"}
    said = {n: [a for a in p.answers if inside(edition, a.answered_at)] for n, p in people.items()}
    last = {n: sorted(all_, key=lambda a: a.answered_at)[-1] for n, all_ in said.items() if all_}
    asked = {n: answer for n, answer in last.items() if n in alone}
    reached = [a.people_reached for a in asked.values() if a.people_reached is not None]
    mean = Fraction(sum(reached), len(reached)) if reached else Fraction(0)
    sharers = sum(answer.shared is True for answer in asked.values())
    factors = [
        mean if f == "mean" else Fraction(f)
        for f in (edition.reach.sharers, edition.reach.non_sharers, edition.reach.non_respondents)
    ]
    groups = (sharers, len(asked) - sharers, len(alone) - len(asked))
    direct = len(accompanied) + sum(n * f for n, f in zip(groups, factors, strict=True))
    befores = [
        (e, {n for n, s in lines if s.theme in e.themes and s.starts_at < e.starts_at})
        for e in world.held()
    ]
    return {
        "accompaniments.total": len(lines),
        "accompaniments.by_theme": Counter(s.theme for _, s in lines),
        "accompaniments.by_format": {"individual": 0, "group": 0}
        | Counter(s.format for _, s in lines),
        "people.total": len(accompanied),
        "people.individual": len(alone),
        "people.group": len(accompanied - alone),
        "people.with_several": sum(n > 1 for n in Counter(n for n, _ in lines).values()),
        "people.by_kind": dict.fromkeys(KINDS[:3], 0)
        | Counter(people[n].kind for n in accompanied if people[n].kind),
        "people.by_maturity": Counter(people[n].level for n in accompanied if people[n].level),
        "people.by_discipline": Counter(
            people[n].discipline for n in accompanied if people[n].discipline
        ),
        "people.referred_by_colleague": sum(people[n].referred for n in accompanied),
        "events.count": len(world.held()),
        "events.attendances": len(came),
        "events.people": len({n for n, _ in came}),
        "attendances": {e.ref: sum(a.event == e.ref for _, a in came) for e in world.held()},
        "online": {
            e.ref: sum((a.event, a.mode) == (e.ref, "online") for _, a in came)
            for e in world.held()
        },
        "conversion.accompanied_who_attended.numerator": len(accompanied & {n for n, _ in came}),
        "by_kind": {
            kind: len(accompanied & {n for n, a in came if a.kind == kind})
            for kind in {e.kind for e in world.held()}
        },
        "by_event": {
            e.ref: (len(before & {n for n, a in came if a.event == e.ref}), len(before))
            for e, before in befores
            if e.themes
        },
        "survey.invited": len(alone),
        "survey.answered": len(asked),
        "survey.others": len(last) - len(asked),
        "survey.shared.numerator": sharers,
        "survey.shared.denominator": sum(a.shared is not None for a in asked.values()),
        "survey.concrete_action.numerator": sum(a.concrete_action is True for a in asked.values()),
        "survey.people_reached.answers": len(reached),
        "survey.people_reached.sum": sum(reached),
        "survey.best_axis": Counter(a.best_axis for a in asked.values() if a.best_axis),
        "reach.direct": int(direct + Fraction(1, 2)),
        "reach.observed.registered_through_participants": sum(
            p.through_participant and inside(edition, p.registered_at) for p in people.values()
        ),
    }


def told(found: Report) -> dict[str, Any]:
    """The same figures, as the report has them."""
    events, conversion = found["events"]["list"], found["conversion"]
    special = {
        "attendances": {e["ref"]: e["attendances"] for e in events},
        "online": {e["ref"]: e["online"] for e in events},
        "by_kind": {kind: held["numerator"] for kind, held in conversion["by_kind"].items()},
        "by_event": {e["ref"]: (e["numerator"], e["denominator"]) for e in conversion["by_event"]},
    }
    return special | {"": found}


def at(found: dict[str, Any], name: str) -> Any:
    if name in found:
        return found[name]
    held = found[""]
    for part in name.split("."):
        held = held[part]
    return held


@given(worlds())
def test_every_figure_is_what_one_counts_by_hand(world: World) -> None:
    found, expected = told(world.report()), by_hand(world)
    assert {name: at(found, name) for name in expected} == expected


@settings(max_examples=40)
@given(worlds())
def test_no_count_of_people_is_larger_than_they_are_and_parts_make_the_whole(world: World) -> None:
    found = world.report()
    people, journey = found["people"], found["journey"]
    assert people["individual"] + people["group"] == people["total"] <= len(world.people)
    assert sum(found["accompaniments"]["by_theme"].values()) == found["accompaniments"]["total"]
    months = found["accompaniments"]["by_month"].values()
    assert sum(chain(*(m.values() for m in months))) == found["accompaniments"]["total"]
    steps = [journey[s] for s in ("registered", "booked", "held", "answered", "shared")]
    assert steps == sorted(steps, reverse=True)
    levels = found["levels"]
    assert sum(levels["before"].values()) == sum(levels["after"].values()) <= people["total"]
    assert levels["after"] == people["by_maturity"]
    for rate in (*found["conversion"]["by_kind"].values(), *found["conversion"]["by_event"]):
        assert 0 <= rate["numerator"] <= rate["denominator"]


@settings(max_examples=40)
@given(worlds())
def test_figures_that_were_folded_say_the_same(world: World) -> None:
    counts = summed(contribution(person, world.edition) for person in world.people)
    once = folded(counts, world.held())
    assert report(world.edition, once, world.held()) == world.report()
    assert folded(once, world.held()) == once
    later = EventFacts("later", "", "cohort", THEMES, datetime(2028, 1, 1))
    both = [report(world.edition, each, [later])["conversion"] for each in (counts, once)]
    assert both[0] == both[1]


@settings(max_examples=30)
@given(worlds(), worlds())
def test_what_somebody_adds_can_be_changed_into_what_they_add_now(one: World, two: World) -> None:
    before, after = (
        [contribution(person, one.edition) for person in world.people] for world in (one, two)
    )
    moved = summed([*before, *(change(each, {}) for each in before), *after])
    assert {name: count for name, count in moved.items() if count} == summed(after)
    changed = change(summed(before), summed(after))
    assert {n: c for n, c in summed([summed(before), changed]).items() if c} == summed(after)


@settings(max_examples=40)
@given(worlds(), st.integers(0, 6))
def test_of_two_editions_side_by_side_each_has_its_own_days(world: World, last: int) -> None:
    whole = replace(world.edition, starts_on=FIRST, ends_on=FIRST + timedelta(days=6))
    turn = FIRST + timedelta(days=last)
    parts = [replace(whole, ends_on=turn), replace(whole, starts_on=turn + timedelta(days=1))]
    one, two, both = (replace(world, edition=each).report() for each in (*parts, whole))
    if whole.imported:
        return
    for section, name in (("accompaniments", "total"), ("events", "attendances")):
        assert one[section][name] + two[section][name] == both[section][name]
    assert one["people"]["total"] + two["people"]["total"] >= both["people"]["total"]


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_a_path_says_the_names_it_was_made_of(names: list[str]) -> None:
    assert names_of(path(*names)) == names


DAY = datetime(2027, 3, 2, 10)
ALONE, TOGETHER = (SessionFact("decouvrabilite", each, DAY) for each in ("individual", "group"))


def one(**facts: Any) -> Report:
    person = PersonFacts(**{"registered_at": DAY, "kind": "student", **facts})
    counted = edition(starts_on=FIRST, ends_on=FIRST)
    counted = replace(counted, ends_on=date(2027, 3, 31))
    return report(counted, contribution(person, counted), [])


def test_somebody_of_group_sessions_alone_is_accompanied_and_not_asked() -> None:
    found = one(sessions=(TOGETHER, TOGETHER), answers=(AnswerFact(DAY, shared=True),))
    assert (found["people"]["individual"], found["people"]["group"]) == (0, 1)
    assert found["people"]["with_several"] == found["people"]["by_kind"]["student"] == 1
    survey = found["survey"]
    assert (survey["invited"], survey["answered"], survey["others"]) == (0, 0, 1)
    assert found["reach"]["direct"] == 1


def test_the_latest_answer_decides_and_of_one_moment_the_last() -> None:
    yes, no = AnswerFact(DAY, shared=True, people_reached=9), AnswerFact(DAY, shared=False)
    later = AnswerFact(DAY + timedelta(days=1), shared=True, people_reached=2)
    assert one(sessions=(ALONE,), answers=(yes, no))["survey"]["shared"]["numerator"] == 0
    assert one(sessions=(ALONE,), answers=(no, yes))["survey"]["people_reached"]["sum"] == 9
    assert one(sessions=(ALONE,), answers=(later, yes))["survey"]["people_reached"]["sum"] == 2


def test_nobody_counts_whose_address_is_not_proven() -> None:
    found = one(sessions=(ALONE,), counts=False)
    assert found["people"]["total"] == found["journey"]["registered"] == 0


def test_a_zero_is_a_number_of_people_and_no_answer_is_none() -> None:
    none = one(sessions=(ALONE,), answers=(AnswerFact(DAY, shared=True),))
    zero = one(sessions=(ALONE,), answers=(AnswerFact(DAY, shared=True, people_reached=0),))
    assert none["survey"]["people_reached"] == {"answers": 0, "sum": 0, "mean": None}
    assert zero["survey"]["people_reached"] == {"answers": 1, "sum": 0, "mean": 0.0}


def test_who_says_no_level_before_had_the_one_of_now() -> None:
    moved = one(sessions=(ALONE,), level="avance", level_before="emergent")["levels"]
    same = one(sessions=(ALONE,), level="avance")["levels"]
    assert moved["moves"] == {"emergent": {"avance": 1}}
    assert same["moves"] == {"avance": {"avance": 1}}


@pytest.mark.parametrize(("factor", "direct"), [("0.5", 2), ("0.49", 1), ("2", 3)])
def test_a_half_is_rounded_up(factor: str, direct: int) -> None:
    counted = replace(edition(), imported=True, reach=ReachFactors("0", "0", factor))
    person = PersonFacts(DAY, sessions=(ALONE,))
    assert report(counted, contribution(person, counted), [])["reach"]["direct"] == direct
