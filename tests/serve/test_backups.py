"""Copies of the table: one with nobody in it is none, and one is made whenever it is asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.domain.people.participants import Participant
from infra.restoring.one_machine import copy_of
from infra.restoring.one_machine import main as restore
from infra.serve.__main__ import main
from infra.serve.backups import back_up, holds_somebody
from infra.serve.damage import last_copy
from infra.serve.place import Place
from tests.support.examples import participant

from .test_restoring import table

NOW = datetime.now(UTC)
ANA, BO = (participant(id=f"p{n}", email=f"{n}@example.org") for n in ("ana", "bo"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    place = Place(tmp_path / "data")
    place.prepare()
    place.keys()
    monkeypatch.setenv("DATA", str(place.root))
    monkeypatch.setenv("YES", "1")
    return place


def test_the_day_s_copy_is_made_again_until_somebody_is_in_it(place: Place) -> None:
    with table(place):
        pass
    copy = back_up(place, NOW)
    assert not holds_somebody(copy)
    with table(place) as held:
        held.put(ANA)
    assert holds_somebody(back_up(place, NOW))
    before = copy.stat().st_mtime_ns
    back_up(place, NOW)
    assert copy.stat().st_mtime_ns == before


def test_a_copy_is_made_now_and_one_goes_back_to_it(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with table(place) as held:
        held.put(ANA)
        back_up(place, NOW)
        held.put(BO)
        assert main("backup") == 0
    name = last_copy(place)
    assert f"AT={name}" in capsys.readouterr().out
    assert "T" in name
    with table(place) as held:
        held.lose(BO)
    assert restore("whole", name) == 0
    with table(place) as held:
        assert held.one(Participant, BO.id) is not None


def test_copies_by_hand_push_no_day_out_and_are_forgotten_with_them(place: Place) -> None:
    with table(place) as held:
        held.put(ANA)
    assert main("backup") == 0
    (by_hand,) = place.backups.glob("*.sqlite")
    for day in range(35):
        back_up(place, NOW - timedelta(days=day))
    assert len([*place.backups.glob("*.sqlite")]) == 36
    assert by_hand.exists()
    back_up(place, NOW + timedelta(days=36))
    assert not by_hand.exists()


def test_before_anything_was_served_there_is_nothing_to_copy(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("backup") == 1
    assert "nothing was served" in capsys.readouterr().err
    assert [*place.backups.iterdir()] == []


def test_the_last_copy_before_a_moment_is_the_one_made_last(place: Place) -> None:
    with table(place) as held:
        held.put(ANA)
    assert main("backup") == 0
    day = back_up(place, NOW)
    assert copy_of(place, f"{NOW + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}") == day
