"""A site moves with all that it has, whenever it is killed, and to no place where somebody is."""

from pathlib import Path

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.people.staff import Role, StaffMember
from infra.moving import marks
from infra.moving.sides import NotMoved
from infra.restoring import tables
from tests.support.examples import NOW, participant

from .sides import Killed, Life, Memory, lived_in, moved, same

FEW = 12
"""Each twelfth item: some twenty."""


@pytest.fixture
def life() -> Life:
    return Life()


@pytest.fixture
def here(tmp_path: Path, life: Life) -> Memory:
    return lived_in("here", tmp_path, life)


@pytest.fixture
def there(tmp_path: Path, life: Life) -> Memory:
    return Memory("there", tmp_path, life)


def test_each_item_and_file_is_there_as_it_was_with_the_keys(here: Memory, there: Memory) -> None:
    said = moved(here, there)
    assert len(there.all) > 200
    assert there.all == here.all
    assert there.files == here.files
    assert there.keys() == here.keys()
    assert (here.writing, there.writing) == (False, True)
    assert any("https://here.example.org" in line for line in said)


def test_killed_at_any_call_and_begun_again_it_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a few items, with calls that take fewer of them: pages and batches are many as well."""
    monkeypatch.setattr(tables, "READ", 10)
    monkeypatch.setattr(tables, "WRITTEN", 3)
    whole = Life()
    moved(
        lived_in("here", tmp_path / "whole", whole, FEW),
        Memory("there", tmp_path / "whole", whole),
    )
    assert whole.calls > 60
    for call in range(whole.calls):
        life, folder = Life(), tmp_path / str(call)
        here, there = lived_in("here", folder, life, FEW), Memory("there", folder, life)
        life.left = call
        with pytest.raises(Killed):
            moved(here, there)
        assert not (here.writing and _over(there)), "both would send"
        life.left = None
        moved(here, there)
        assert there.all == here.all
        assert there.files == here.files
        assert there.keys() == here.keys()
        assert (here.writing, there.writing) == (False, True)
        written = len(there.held.written)
        assert written == len(there.all), f"killed at call {call}, an item was written twice"


def test_what_changed_where_it_was_begun_is_made_good(
    here: Memory, there: Memory, life: Life
) -> None:
    """A move is begun, given up for a day, and begun again."""
    life.left = 70
    with pytest.raises(Killed):
        moved(here, there)
    life.left = None
    assert there.all
    gone, *_ = there.all
    here.held._delete({"pk": {"S": gone[0]}, "sk": {"S": gone[1]}})
    here.folder.delete_object(Key="documents/pana-b2.pdf")
    here.put({**to_item(participant(id="pnew")), "version": {"N": "1"}})
    moved(here, there)
    assert there.all == here.all
    assert there.files == here.files


def test_where_somebody_is_nothing_is_moved_to(here: Memory, there: Memory) -> None:
    there.put({**to_item(participant(id="pother")), "version": {"N": "1"}})
    before = there.all
    with pytest.raises(NotMoved, match="there is not empty: 1 × participant"):
        moved(here, there)
    assert (there.all, here.writing) == (before, True)


def test_the_team_that_was_let_in_beforehand_is_replaced(here: Memory, there: Memory) -> None:
    member = StaffMember("s9", "admin@example.org", "Admin Exemple", Role.ADMIN)
    there.put({**to_item(member), "version": {"N": "1"}})
    moved(here, there)
    assert there.all == here.all


def test_what_cannot_be_read_stops_it_and_goes_along_if_that_is_said(
    here: Memory, there: Memory
) -> None:
    here.put({"pk": {"S": "PERSON#pbad"}, "sk": {"S": "PROFILE"}, "type": {"S": "Participant"}})
    with pytest.raises(NotMoved, match="1 items cannot be read"):
        moved(here, there, agreed=_nobody_asks)
    assert (there.all, here.writing) == ({}, True)
    lines = moved(here, there, unreadable=True)
    assert any("PERSON#pbad PROFILE" in line for line in lines)
    assert there.all == here.all


def test_a_dry_run_says_and_does_nothing(here: Memory, there: Memory) -> None:
    said = moved(here, there, dry=True)
    assert any("participant" in line for line in said)
    assert (there.all, there.files, here.writing) == ({}, {}, True)
    assert marks.read(here.folder, "", marks.LEAVING) is None


def test_a_no_changes_nothing(here: Memory, there: Memory) -> None:
    moved(here, there, agreed=lambda: False)
    assert (there.all, there.files, here.writing) == ({}, {}, True)


def test_once_it_has_moved_nothing_is_copied_over_what_happens_there(
    here: Memory, there: Memory
) -> None:
    moved(here, there)
    there.put({**to_item(participant(id="pnew")), "version": {"N": "1"}})
    after = there.all
    moved(here, there)
    assert there.all == after


def test_it_comes_back_over_what_it_left_and_goes_again(here: Memory, there: Memory) -> None:
    moved(here, there)
    there.put({**to_item(participant(id="pnew")), "version": {"N": "1"}})
    there.folder.delete_object(Key="documents/pana-b2.pdf")
    moved(there, here)
    assert here.all == there.all
    assert here.files == there.files
    assert (here.writing, there.writing) == (True, False)
    here.put({**to_item(participant(id="plast")), "version": {"N": "1"}})
    moved(here, there)
    assert there.all == here.all


def test_from_where_it_left_it_does_not_move_elsewhere(
    here: Memory, there: Memory, tmp_path: Path, life: Life
) -> None:
    moved(here, there)
    with pytest.raises(NotMoved, match="moved to there"):
        moved(here, Memory("elsewhere", tmp_path, life))


def test_what_has_expired_is_left(here: Memory, there: Memory) -> None:
    past = {"N": str(int(NOW.timestamp()) - 1)}
    gone = {"pk": {"S": "SEEN#x"}, "sk": {"S": "SEEN"}, "type": {"S": "Seen"}, "ttl": past}
    here.put(gone)
    moved(here, there)
    assert ("SEEN#x", "SEEN") not in there.all
    assert same(here, there)


def _over(side: Memory) -> bool:
    mark = marks.read(side.folder, "", marks.ARRIVING)
    return mark is not None and mark.done


def _nobody_asks() -> bool:
    raise AssertionError("it asked")
