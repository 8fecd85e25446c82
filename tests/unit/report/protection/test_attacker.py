"""An attacker, given all that is published of random editions at two dates, finds nobody.

`ATTACK_EDITIONS` says how many editions.
"""

import os
from itertools import islice
from typing import Any

import pytest

from .joint import Joint
from .linked import SHAPES, grown, small_season
from .seasons import Season, season
from .since import Since
from .systems import naive, systems

EDITIONS = int(os.environ.get("ATTACK_EDITIONS", "24"))
CONTROLS = max(EDITIONS // 4, 4)


@pytest.mark.parametrize("seed", range(EDITIONS))
def test_nothing_public_confines_a_count_to_one_to_four_people(seed: int) -> None:
    before, after = season(seed)
    first = before.public()
    second = after.public(first)
    assert _confined(before, after, [first, second]) == []


@pytest.mark.parametrize("seed", range(max(EDITIONS, len(SHAPES))))
def test_all_that_a_report_tells_taken_together_confines_nobody_either(seed: int) -> None:
    small = small_season(seed)
    assert [*islice(Joint(small, small.public()).confined(), 3)] == []


@pytest.mark.parametrize("seed", range(max(EDITIONS, len(SHAPES))))
def test_nor_do_two_reports_of_who_came_to_which_meetings(seed: int) -> None:
    before = small_season(seed)
    after = grown(before, seed)
    first = before.public()
    second = after.public(first)
    told = [first, second] if second["people"]["total"] is not None else [first]
    assert [*islice(Since((before, after), told).confined(), 3)] == []


def test_the_same_program_sees_through_withholding_small_counts_alone() -> None:
    seasons = [small_season(seed) for seed in range(CONTROLS)]
    fallen = [any(Joint(each, naive(each.report())).confined()) for each in seasons]
    assert sum(fallen) > CONTROLS / 2


def test_the_same_attacker_sees_through_withholding_small_counts_alone() -> None:
    fallen = [bool(_naively(*season(seed))) for seed in range(CONTROLS)]
    assert sum(fallen) > CONTROLS / 2


def test_the_same_attacker_sees_who_came_between_two_reports_that_know_nothing_of_each_other() -> (
    None
):
    found = []
    for seed in range(CONTROLS):
        before, after = season(seed)
        told = [before.public(), after.public()]
        found.append(bool(_confined(before, after, told)))
    assert sum(found) > CONTROLS / 4


def _naively(before: Season, after: Season) -> list[str]:
    return _confined(before, after, [naive(before.report()), naive(after.report())])


def _confined(before: Season, after: Season, told: list[dict[str, Any]]) -> list[str]:
    """Return what is confined; a second report without its total is not published."""
    published = told if told[1]["people"]["total"] is not None else told[:1]
    return [each for system in systems(before, after, published) for each in system.confined()]
