"""Tables with columns of other names: what is suggested, what is kept, what is left of them."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.imports.forms import ATTENDANCE, EVENTS, PARTICIPANTS, SESSIONS, Vocabulary
from chalicelib.domain.imports.grids import Grid
from chalicelib.domain.imports.matching import (
    SYNONYMS,
    Match,
    applied,
    fingerprint,
    own_file,
    suggested,
)

FORMS = Vocabulary({"decouvrabilite": "Découvrabilité"}, "America/Toronto").forms()
OTHERWISE = Grid(
    [
        ["Liste de 2021"],
        ["Prénom", "Nom de famille", "Courriel", "Ville", "Date d’inscription", "Remarques"],
        ["Ana", "Exemple", "ana@example.org", "Oka", "2021-08-02", "appeler"],
        [],
        ["Léo", "Exemple", "leo@example.org"],
    ]
)
TABLE = Grid(OTHERWISE.lines[1:])


def test_columns_in_french_are_suggested_for_ours() -> None:
    match = suggested(TABLE, FORMS)
    assert match.file == PARTICIPANTS
    assert {column: place for column, place in match.columns.items() if place} == {
        "given_name": "0",
        "family_name": "1",
        "email": "2",
        "municipality": "3",
        "registered_on": "4",
    }


def test_a_title_above_the_columns_is_passed_over() -> None:
    assert suggested(OTHERWISE, FORMS) == suggested(TABLE, FORMS)
    assert applied(OTHERWISE, Match(PARTICIPANTS, {"email": "2"})).lines[:3] == [
        [],
        ["email"],
        ["ana@example.org"],
    ]


def test_the_file_that_fits_best_is_suggested() -> None:
    sessions = Grid([["N°", "Thématique", "Formule", "Date et heure", "Statut", "Courriel"]])
    assert suggested(sessions, FORMS).file == SESSIONS
    meetings = Grid([["Code", "Titre", "Type", "Thèmes", "Date", "Durée", "Modalité"]])
    assert suggested(meetings, FORMS).file == EVENTS
    assert suggested(meetings, FORMS, ATTENDANCE).file == ATTENDANCE


def test_a_table_in_our_columns_keeps_its_line_numbers_and_loses_what_is_not_asked() -> None:
    match = Match(PARTICIPANTS, {"email": "2", "kind": "=individual", "organization": ""})
    assert applied(TABLE, match).lines == [
        ["email", "kind"],
        ["ana@example.org", "individual"],
        [],
        ["leo@example.org", "individual"],
    ]


def test_a_table_with_our_names_needs_no_match() -> None:
    names = [name.upper() for name in FORMS[ATTENDANCE].places]
    assert own_file(Grid([names]), FORMS) == ATTENDANCE
    assert own_file(TABLE, FORMS) == ""


def test_what_was_said_is_kept_for_the_same_columns_alone() -> None:
    rows = [["PRÉNOM ", *TABLE.lines[0][1:]], ["Zoé"]]
    assert fingerprint(Grid(rows)) == fingerprint(TABLE)
    assert fingerprint(Grid([TABLE.lines[0][::-1]])) != fingerprint(TABLE)


def test_each_of_our_columns_has_what_people_call_it() -> None:
    assert {file: set(form.places) for file, form in FORMS.items()} == {
        file: set(columns) for file, columns in SYNONYMS.items()
    }


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=6))
def test_whatever_a_table_holds_a_match_can_be_suggested_and_applied(
    lines: list[list[str]],
) -> None:
    grid = Grid(lines)
    match = suggested(grid, FORMS)
    places = [place for place in match.columns.values() if place]
    assert len(set(places)) == len(places)
    assert len(applied(grid, match).lines) >= len(lines)
