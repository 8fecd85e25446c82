"""Exports of the usual tools, as they come: who was there, what was held, what was answered."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.imports.forms import ANSWERS, ATTENDANCE, EVENTS, PARTICIPANTS, SESSIONS
from chalicelib.domain.imports.grids import Grid, read_csv
from chalicelib.domain.imports.tools.exports import Context, LeftOut, Meeting, Taken
from chalicelib.domain.imports.tools.known import recognised

EXPORTS = Path(__file__).parent / "exports"
THEMES = {"decouvrabilite": "Découvrabilité", "marketing-numerique": "Marketing numérique"}
KNOWN = Context(THEMES, (), ZoneInfo("America/Toronto"), datetime(2022, 6, 1))


def export(name: str) -> Grid:
    return read_csv(name, (EXPORTS / f"{name}.csv").read_bytes(), ())


def took(grid: Grid, /, known: Context = KNOWN, **said: str) -> Taken:
    """What is taken of an export when the person answers `said`, and else as it is proposed."""
    found = recognised(grid)
    assert found is not None
    tool, header = found
    proposed = {ask.name: ask.proposed for ask in tool.asks(grid, header, known)}
    return tool.take(grid, header, {**proposed, **said}, known)


def asked(grid: Grid, known: Context = KNOWN) -> dict[str, str]:
    found = recognised(grid)
    assert found is not None
    tool, header = found
    return {ask.name: ask.proposed for ask in tool.asks(grid, header, known)}


@pytest.mark.parametrize("name", ["zoom_en", "zoom_fr"])
def test_a_zoom_report_says_who_stayed_at_a_meeting(name: str) -> None:
    taken = took(export(name), KNOWN, **{"themes:1": "decouvrabilite"})
    assert list(taken.rows[EVENTS].values()) == [
        [
            "zoom-81234567890-2021-11-16",
            "Cohorte Découvrabilité",
            "cohort",
            "decouvrabilite",
            "2021-11-16T13:25:10",
            "99",
            "online",
        ]
    ]
    there = {number: row[1:] for number, row in taken.rows[ATTENDANCE].items()}
    assert there == {
        7: ["ana@example.org", "online", "attended"],
        11: ["zoe@example.org", "online", "attended"],
    }


@pytest.mark.parametrize("name", ["zoom_en", "zoom_fr"])
def test_whom_a_zoom_report_cannot_count_is_told_by_line_and_reason(name: str) -> None:
    left = took(export(name)).left_out
    assert [(each.line, each.code) for each in left] == [
        (5, "host"),
        (6, "waiting_room"),
        (10, "no_address"),
        (9, "too_short"),
    ]
    assert left[2] == LeftOut(10, "no_address", "Téléphone 7")


def test_two_devices_at_once_do_not_make_somebody_stay_twice_as_long() -> None:
    """Ana was there from 13:30 to 14:10: forty minutes, on two devices."""
    grid = export("zoom_fr")
    assert 7 in took(grid, enough="40").rows[ATTENDANCE]
    assert 7 not in took(grid, enough="41").rows[ATTENDANCE]


def test_a_zoom_report_of_totals_counts_its_minutes() -> None:
    grid = Grid(
        [
            ["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"],
            ["Ana Exemple", "ana@example.org", "15", "Yes"],
            ["Léo Exemple", "leo@example.org", "14", "Yes"],
        ]
    )
    taken = took(grid, KNOWN, **{"starts_at:1": "2021-11-16 13:30", "minutes:1": "90"})
    usual = replace(KNOWN, meeting_minutes=75)
    assert (asked(grid)["minutes:1"], asked(grid, usual)["minutes:1"]) == ("90", "75")
    assert [row[1] for row in taken.rows[ATTENDANCE].values()] == ["ana@example.org"]
    assert taken.rows[EVENTS][2][4:6] == ["2021-11-16 13:30", "90"]


def test_the_meeting_of_that_day_is_proposed_and_is_not_made_twice() -> None:
    known = Context(THEMES, [Meeting("R5", "R5", "2021-11-16T13:30:00")], KNOWN.zone, KNOWN.now)
    taken = took(export("zoom_fr"), known)
    assert EVENTS not in taken.rows
    assert {row[0] for row in taken.rows[ATTENDANCE].values()} == {"R5"}


def test_people_are_added_to_the_participants_only_if_the_person_says_what_they_are() -> None:
    assert PARTICIPANTS not in took(export("zoom_fr")).rows
    rows = took(export("zoom_fr"), newcomers="individual").rows[PARTICIPANTS]
    assert rows[7][:4] == ["ana@example.org", "Ana", "Exemple", "individual"]
    assert rows[7][9] == "2021-11-16"
    known = replace(KNOWN, people=frozenset({"ana@example.org"}))
    taken = took(export("zoom_fr"), known, newcomers="individual")
    assert [row[0] for row in taken.rows[PARTICIPANTS].values()] == ["zoe@example.org"]


def test_who_comes_twice_is_added_to_the_participants_once() -> None:
    said = {"newcomers": "individual", "theme:appel-d-un-fournisseur": "-"}
    rows = took(export("calendly"), KNOWN, **said).rows[PARTICIPANTS]
    assert [row[0].partition("@")[0] for row in rows.values()] == ["ana", "leo", "zoe"]


def test_calendly_appointments_are_sessions_each_with_what_became_of_it() -> None:
    grid = export("calendly")
    themes = {name: theme for name, theme in asked(grid).items() if name.startswith("theme:")}
    assert themes == {
        "theme:rencontre-decouvrabilite": "decouvrabilite",
        "theme:marketing-numerique-a-plusieurs": "marketing-numerique",
        "theme:appel-d-un-fournisseur": "",
    }
    taken = took(grid, KNOWN, **{"theme:appel-d-un-fournisseur": "-"})
    rows = taken.rows[SESSIONS]
    assert {number: row[1:] for number, row in rows.items()} == {
        2: _session("decouvrabilite", "individual", "2021-11-04T16:00:00", "completed", "ana"),
        3: _session("decouvrabilite", "individual", "2021-11-05T12:30:00", "cancelled", "leo"),
        4: _session("decouvrabilite", "individual", "2021-11-06T10:00:00", "no_show", "zoe"),
        5: _session("marketing-numerique", "group", "2021-11-08T10:00:00", "completed", "ana"),
        6: _session("marketing-numerique", "group", "2021-11-08T10:00:00", "completed", "zoe"),
    }
    assert rows[5][0] == rows[6][0] != rows[2][0]
    assert [(each.line, each.code) for each in taken.left_out] == [
        (5, "guest"),
        (7, "not_of_the_programme"),
    ]


def _session(theme: str, form: str, starts_at: str, status: str, name: str) -> list[str]:
    return [theme, form, starts_at, status, f"{name}@example.org"]


def test_an_appointment_that_is_still_to_come_is_booked() -> None:
    soon = Context(THEMES, (), KNOWN.zone, datetime(2021, 11, 7))
    assert [row[4] for row in took(export("calendly"), soon).rows[SESSIONS].values()][3] == "booked"


def test_eventbrite_attendees_are_present_where_they_were_checked_in() -> None:
    taken = took(export("eventbrite"), mode="in_person")
    [event] = taken.rows[EVENTS].values()
    assert event[:2] == ["eventbrite-77", "Conférence sur les métadonnées"]
    assert event[4:] == ["2022-01-18T13:30:00", "90", "in_person"]
    assert {number: row[1:] for number, row in taken.rows[ATTENDANCE].items()} == {
        2: ["ana@example.org", "in_person", "attended"],
        3: ["leo@example.org", "in_person", "absent"],
        4: ["zoe@example.org", "in_person", "cancelled"],
    }
    assert [(e.line, e.code) for e in taken.left_out] == [(5, "same_address"), (6, "no_address")]


def test_without_check_in_the_person_says_whether_who_was_registered_was_present() -> None:
    grid = Grid(
        [
            ["Order no.", "First name", "Surname", "Email", "Attendee status"],
            ["1", "Ana", "Exemple", "ana@example.org", "Attending"],
        ]
    )
    assert asked(grid)["presence"] == ""
    assert took(grid, presence="registered").rows[ATTENDANCE][2][3] == "attended"
    assert took(grid).rows[ATTENDANCE][2][3] == "", "it is asked for, not assumed"


def test_answers_of_a_google_form_are_those_to_the_questions_that_are_matched() -> None:
    grid = export("google_forms")
    proposed = asked(grid)
    assert {name: proposed[f"column:{name}"] for name in ("shared", "people_reached")} == {
        "shared": "2",
        "people_reached": "3",
    }
    taken = took(grid, survey="rayonnement")
    assert taken.rows[ANSWERS] == {
        3: ["rayonnement", "leo@example.org", "2022-02-15", "Non", "", "Oui", "Oui", ""],
        4: ["rayonnement", "ana@example.org", "2022-02-15", "Oui", "4", "Oui", "Non", ""],
    }
    assert [(each.line, each.code) for each in taken.left_out] == [
        (2, "answered_again"),
        (5, "no_address"),
    ]


def test_a_date_that_reads_as_two_days_is_asked_about_and_else_left_to_be_refused() -> None:
    grid = Grid([["Timestamp", "Email Address"], ["4/5/2022 10:00:00", "ana@example.org"]])
    assert "dates" in asked(grid)
    day = {
        said: took(grid, dates=said).rows[ANSWERS][2][2]
        for said in ("", "day_first", "month_first")
    }
    assert day == {"": "4/5/2022 10:00:00", "day_first": "2022-05-04", "month_first": "2022-04-05"}


def test_one_date_above_twelve_tells_the_order_of_its_whole_column() -> None:
    lines = [["Timestamp", "Email Address"], ["4/5/2022 10:00", "ana@example.org"]]
    grid = Grid([*lines, ["4/25/2022 10:00", "leo@example.org"]])
    assert "dates" not in asked(grid)
    assert took(grid).rows[ANSWERS][2][2] == "2022-04-05"


def test_what_is_taken_stands_at_the_line_of_the_person_s_own_file() -> None:
    columns = {ATTENDANCE: ("event_ref", "email", "mode", "status"), EVENTS: ("event_ref",)}
    lines = took(export("zoom_fr")).grids(columns)[ATTENDANCE].lines
    assert lines[3] == ["event_ref", "email", "mode", "status"]
    assert lines[6][1] == "ana@example.org"
    assert [number for number, line in enumerate(lines, 1) if line] == [4, 7, 11]


@given(
    st.sampled_from(["zoom_en", "calendly", "eventbrite", "google_forms"]),
    st.lists(st.lists(st.text(max_size=14) | st.sampled_from(["²", "4/5/22", "Yes"]), max_size=24)),
    st.dictionaries(st.sampled_from(["enough", "dates", "presence"]), st.text(max_size=4)),
)
def test_whatever_an_export_holds_it_is_taken_without_a_fault(
    name: str, lines: list[list[str]], said: dict[str, str]
) -> None:
    header = next(line for line in reversed(export(name).lines) if "mail" in "".join(line).lower())
    assert took(Grid([header, *lines]), KNOWN, **said).header == 1


def test_the_files_of_an_edition_are_nobody_s_export() -> None:
    assert recognised(Grid([["event_ref", "email", "mode", "status"]])) is None
    assert recognised(Grid([])) is None
