"""What is certainly meant is refused with its correction; the copy has it, and is taken."""

from collections.abc import Callable

import pytest

from chalicelib.domain.imports.canonical import corrected_files, kept_files
from chalicelib.domain.imports.verdicts import verdict
from chalicelib.web.imports.sentences import message
from tests.support.editions.past_editions import (
    Files,
    first_edition,
    vocabulary,
    with_cell,
    with_edition,
)

CERTAIN = {
    ("participants.csv", 2, "kind", "Individu"): "individual",
    ("participants.csv", 25, "kind", "organisme culturel"): "organization",
    ("participants.csv", 2, "maturity_level", "Émergent"): "emergent",
    ("participants.csv", 2, "discipline", "thÃ©Ã¢tre"): "théâtre",
    ("participants.csv", 14, "registered_on", "25/11/2021"): "2021-11-25",
    ("participants.csv", 14, "registered_on", "11/25/2021"): "2021-11-25",
    ("participants.csv", 14, "registered_on", "11/11/2021"): "2021-11-11",
    ("participants.csv", 14, "registered_on", "1er février 2022"): "2022-02-01",
    ("sessions.csv", 2, "theme", "Découvrabilité"): "decouvrabilite",
    ("sessions.csv", 3, "theme", "Marketing numérique"): "marketing-numerique",
    ("sessions.csv", 2, "status", "Terminée"): "completed",
    ("sessions.csv", 2, "starts_at", "4 novembre 2021 à 16 h 00"): "2021-11-04T16:00:00",
    ("events.csv", 7, "themes", "Événement virtuel; concertation-numerique"): (
        "evenement-virtuel;concertation-numerique"
    ),
    ("events.csv", 2, "mode", "En ligne"): "online",
    ("attendance.csv", 2, "status", "Présente"): "attended",
    ("indicators.csv", 4, "value", "58 %"): "0.58",
    ("indicators.csv", 2, "name", "Site visits!"): "site_visits",
}


@pytest.mark.parametrize(("place", "meant"), CERTAIN.items(), ids=str)
def test_a_certain_correction_is_told_and_made(
    place: tuple[str, int, str, str], meant: str
) -> None:
    files = with_cell(first_edition(), *place)
    found = verdict(files, vocabulary())
    (mistake,) = found.mistakes
    assert (mistake.file, mistake.line, mistake.column, mistake.correction) == (*place[:3], meant)
    assert meant in message(mistake)
    corrected = verdict(corrected_files(found), vocabulary())
    assert corrected.mistakes == ()
    assert kept_files(corrected) == kept_files(
        verdict(with_cell(first_edition(), *place[:3], meant), vocabulary())
    )


def test_what_only_a_person_can_tell_stays_as_it_was_in_the_copy() -> None:
    files = with_cell(first_edition(), "sessions.csv", 2, "theme", "Découvrabilité")
    files = with_cell(files, "sessions.csv", 3, "starts_at", "04/11/2021 16:00")
    again = verdict(corrected_files(verdict(files, vocabulary())), vocabulary())
    (mistake,) = again.mistakes
    assert (mistake.line, mistake.code, mistake.found) == (3, "ambiguous_date", "04/11/2021 16:00")


DAYS: list[tuple[str, Callable[[Files], Files]]] = [
    ("2021-2022", lambda files: with_edition(files, slug="2021 – 2022")),
    ("2021-07-22", lambda files: with_edition(files, starts_on="22/07/2021")),
]


@pytest.mark.parametrize(("meant", "change"), DAYS)
def test_the_edition_itself_is_corrected_alike(
    meant: str, change: Callable[[Files], Files]
) -> None:
    found = verdict(change(first_edition()), vocabulary())
    assert [each.correction for each in found.mistakes] == [meant]
    corrected = verdict(corrected_files(found), vocabulary())
    assert kept_files(corrected) == kept_files(verdict(first_edition(), vocabulary()))


def test_a_theme_of_the_edition_alone_is_known_once_the_edition_names_it() -> None:
    files = with_cell(first_edition(), "sessions.csv", 2, "theme", "balado")
    assert [each.code for each in verdict(files, vocabulary()).mistakes] == ["unknown_theme"]
    named = with_edition(files, themes={"balado": "Baladodiffusion"})
    assert verdict(named, vocabulary()).mistakes == ()
