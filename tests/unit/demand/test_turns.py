"""Who is told: in order, nobody without an hour to choose, and no hour for two people."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.demand.turns import to_tell
from tests.support.examples import NOW, slot

THEMES = "abc"
HOURS = st.lists(st.sets(st.sampled_from(THEMES), max_size=2), max_size=6)
PEOPLE = st.lists(st.sampled_from(THEMES), max_size=8)


def free(offered: list[set[str]]) -> list:  # type: ignore[type-arg]
    return [
        replace(slot(NOW + timedelta(days=1, hours=n)), themes=tuple(sorted(themes)))
        for n, themes in enumerate(offered)
    ]


def line(themes: list[str], mark: str = "p") -> list[Alert]:
    return [
        Alert(f"{mark}{n}-t{theme}", theme, NOW + timedelta(minutes=n))
        for n, theme in enumerate(themes)
    ]


@given(PEOPLE, PEOPLE, HOURS)
def test_no_more_people_choose_at_once_than_there_are_hours_for_them(
    waiting: list[str], turns: list[str], offered: list[set[str]]
) -> None:
    hours, before = free(offered), line(turns, "q")
    told = to_tell(line(waiting), before, hours)
    assert told == [each for each in line(waiting) if each in told]
    assert len(told) <= len(hours)
    for theme in THEMES:
        mine = sum(each.theme == theme for each in told)
        assert mine <= sum(each.offers(theme) for each in hours)
    if told:
        assert len(told) + sum(any(h.offers(t.theme) for h in hours) for t in before) <= len(
            hours
        ) + len(before)


@given(PEOPLE, HOURS)
def test_of_one_theme_nobody_is_told_before_who_asked_first(
    waiting: list[str], offered: list[set[str]]
) -> None:
    in_line = line(waiting)
    told = to_tell(in_line, [], free(offered))
    for theme in THEMES:
        mine = [each for each in in_line if each.theme == theme]
        assert [each in told for each in mine] == sorted(
            [each in told for each in mine], reverse=True
        )


def test_an_hour_of_few_themes_is_given_before_one_of_any() -> None:
    told = to_tell(line(["a", "b"]), [], free([set(), {"a"}]))
    assert [each.theme for each in told] == ["a", "b"]


def test_who_was_told_and_may_still_choose_takes_up_an_hour() -> None:
    assert to_tell(line(["a"]), line(["a"], "q"), free([{"a"}])) == []
