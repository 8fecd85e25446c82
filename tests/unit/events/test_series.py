"""A series of meetings: how their titles follow one another."""

import pytest

from chalicelib.domain.events.series import next_title, title_of_all


@pytest.mark.parametrize(
    ("title", "then"),
    [
        ("Cohorte : rencontre 1", "Cohorte : rencontre 2"),
        ("Cohorte #9", "Cohorte #10"),
        ("Cohorte 01", "Cohorte 02"),
        ("Cohorte\u00a03", "Cohorte\u00a04"),
        ("Cohorte du printemps", "Cohorte du printemps"),
        ("Bilan de 2026", "Bilan de 2026"),
        ("Cybersécurité et Loi 25", "Cybersécurité et Loi 25"),
        ("Le Web 3.0", "Le Web 3.0"),
        ("", ""),
    ],
)
def test_the_number_a_title_ends_in_is_raised(title: str, then: str) -> None:
    assert next_title(title) == then


@pytest.mark.parametrize(
    ("title", "common"),
    [
        ("Cohorte : rencontre 1", "Cohorte"),
        ("Cohorte du printemps, Séance #2", "Cohorte du printemps"),
        ("Cohorte 3", "Cohorte"),
        ("Rencontre 1", "Rencontre 1"),
        ("Cybersécurité et Loi 25", "Cybersécurité et Loi 25"),
        ("Cohorte -", "Cohorte -"),
    ],
)
def test_a_series_is_called_as_its_meetings_are_without_their_number(
    title: str, common: str
) -> None:
    assert title_of_all(title) == common
