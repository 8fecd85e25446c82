"""The files of an edition without who somebody was: what figures are made of stays."""

from chalicelib.domain.imports.past import counts_of
from chalicelib.domain.imports.past_facts import person_facts
from chalicelib.domain.imports.verdicts import verdict
from chalicelib.domain.imports.without_person import without_person
from tests.support.editions.past_editions import first_edition, vocabulary
from tests.support.examples import edition

OTHER = "0123@efface.invalid"


def test_each_person_of_an_edition_may_go_and_no_figure_changes() -> None:
    files = first_edition()
    before = counts_of(verdict(files, vocabulary()), edition(imported=True))
    people = [line.partition(b",")[0].decode() for line in files["participants.csv"].splitlines()]
    for number, email in enumerate(people[1:]):
        left = without_person(files, email.upper(), f"{number}@efface.invalid")
        assert left is not None
        files = left
        assert email.encode() not in b"".join(files.values())
    said = verdict(files, vocabulary())
    assert said.mistakes == ()
    assert counts_of(said, edition(imported=True)) == before
    assert len([*person_facts(said.tables)]) == len(people) - 1


def test_whoever_is_in_no_file_changes_nothing() -> None:
    assert without_person(first_edition(), "personne-1@example.org", OTHER) is None
