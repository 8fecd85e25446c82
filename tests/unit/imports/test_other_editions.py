"""Any edition of the form counts as its files say: held against a recount of the files alone."""

import json
from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.events.events import EventKind
from chalicelib.domain.imports.canonical import kept_files
from chalicelib.domain.imports.past import counts_of, edition_of
from chalicelib.domain.imports.past_facts import event_facts
from chalicelib.domain.imports.verdicts import verdict
from chalicelib.domain.report.report import report
from tests.support.editions.past_editions import Files, as_csv, cells, first_edition, vocabulary

THEMES = ["decouvrabilite", "marketing-numerique", "sobriete-numerique"]
MODES = {"online": ["online"], "in_person": ["in_person"], "hybrid": ["online", "in_person"]}
PEOPLE = [f"p{n}@example.org" for n in range(8)]
DAYS = [f"2021-{month:02}-{day:02}" for month in range(8, 12) for day in (1, 14, 28)]
YES_NO = st.sampled_from(["yes", "no"])
HOURS = st.builds("{}T{:02}:30:00".format, st.sampled_from(DAYS), st.integers(9, 17))
HEADERS = {file: cells(first_edition(), file)[0] for file in first_edition() if "csv" in file}


@st.composite
def editions(draw: st.DrawFn) -> Files:
    """Sessions of one and of several, students, all kinds of events, people who come again."""
    sampled = st.sampled_from
    someone = sampled(PEOPLE)
    kinds, levels = sampled(["individual", "organization", "student"]), sampled(["", "avance"])
    people = [_person(email, draw(kinds), draw(levels), draw(YES_NO)) for email in PEOPLE]
    sessions: list[list[str]] = []
    for n in range(draw(st.integers(0, 10))):
        group = draw(st.booleans())
        said = [draw(sampled(THEMES)), "group" if group else "individual", draw(HOURS)]
        for email in draw(st.sets(someone, min_size=1, max_size=5 if group else 1)):
            status = draw(sampled(["completed", "completed", "no_show", "cancelled"]))
            sessions.append([f"S{n}", *said, status, email])
    events: list[list[str]] = []
    attendance: list[list[str]] = []
    for n, kind in enumerate(draw(st.lists(sampled([*EventKind]), max_size=5))):
        themes = ";".join(draw(st.lists(sampled(THEMES), max_size=2, unique=True)))
        mode = draw(sampled([*MODES]))
        events.append([f"E{n}", "Une activité", kind, themes, draw(HOURS), "90", mode])
        for email in draw(st.sets(someone)):
            status = draw(sampled(["attended", "attended", "absent"]))
            attendance.append([f"E{n}", email, draw(sampled(MODES[mode])), status])
    answers = [
        [
            "s",
            email,
            draw(sampled(DAYS)),
            draw(YES_NO),
            draw(sampled(["", "0", "4"])),
            "yes",
            "",
            "",
        ]
        for email in draw(st.sets(someone))
    ]
    tables = {
        "participants.csv": people,
        "sessions.csv": sessions,
        "events.csv": events,
        "attendance.csv": attendance,
        "survey_responses.csv": answers,
    }
    files = {file: as_csv([HEADERS[file], *lines]) for file, lines in tables.items()}
    return {**files, "edition.json": first_edition()["edition.json"]}


def _person(email: str, kind: str, level: str, referred: str) -> list[str]:
    said = [email, "Ana", "", kind, "", "danse", "Oka", level, referred]
    return [*said, "2021-07-01", "no", "no"]


def reported(files: Files) -> dict[str, Any]:
    found = verdict(files, vocabulary())
    edition = edition_of(found, None, "America/Toronto")
    return report(edition, counts_of(found, edition), event_facts(found.tables))


def lines(files: Files, file: str) -> list[dict[str, str]]:
    header, *rest = cells(files, file)
    return [dict(zip(header, line, strict=True)) for line in rest]


@settings(max_examples=60)
@given(editions())
def test_the_report_says_what_the_files_say(files: Files) -> None:
    told = reported(files)
    held = [s for s in lines(files, "sessions.csv") if s["status"] == "completed"]
    who = {s["email"] for s in held}
    alone = {s["email"] for s in held if s["format"] == "individual"}
    came = [a for a in lines(files, "attendance.csv") if a["status"] == "attended"]
    answers = {a["email"]: a for a in lines(files, "survey_responses.csv") if a["email"] in alone}
    assert told["accompaniments"]["total"] == len(held)
    for theme, count in told["accompaniments"]["by_theme"].items():
        assert count == sum(s["theme"] == theme for s in held)
    people = told["people"]
    assert (people["total"], people["individual"], people["group"]) == (
        *(len(who), len(alone), len(who - alone)),
    )
    times = [[s["email"] for s in held].count(email) for email in who]
    assert people["with_several"] == sum(each > 1 for each in times)
    assert told["events"]["attendances"] == len(came)
    attended = who & {a["email"] for a in came}
    assert told["conversion"]["accompanied_who_attended"]["numerator"] == len(attended)
    _events(files, told, held, came)
    survey = told["survey"]
    assert (survey["invited"], survey["answered"]) == (len(alone), len(answers))
    reached = [int(a["people_reached"]) for a in answers.values() if a["people_reached"]]
    assert survey["people_reached"]["sum"] == sum(reached)
    assert survey["shared"]["numerator"] == sum(a["shared"] == "yes" for a in answers.values())


def _events(
    files: Files, told: Any, held: list[dict[str, str]], came: list[dict[str, str]]
) -> None:
    present = defaultdict(set)
    for each in came:
        present[each["event_ref"]].add(each["email"])
    events = {e["event_ref"]: e for e in lines(files, "events.csv")}
    assert {e["ref"]: e["attendances"] for e in told["events"]["list"]} == {
        ref: len(present[ref]) for ref in events
    }
    for each in told["conversion"]["by_event"]:
        event = events[each["ref"]]
        themes = event["themes"].split(";")
        before = {
            s["email"] for s in held if s["theme"] in themes and s["starts_at"] < event["starts_at"]
        }
        assert each["denominator"] == len(before)
        assert each["numerator"] == len(before & present[each["ref"]])


@settings(max_examples=30)
@given(editions(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_an_export_leave_the_report_as_it_is(
    files: Files, random: Any
) -> None:
    shuffled = dict(files)
    for file in HEADERS.keys() & files.keys():
        header, *rest = cells(files, file)
        random.shuffle(rest)
        shuffled[file] = as_csv([header, *rest], delimiter=";")
    told = json.dumps(reported(files))
    assert json.dumps(reported(shuffled)) == told
    kept = kept_files(verdict(shuffled, vocabulary()))
    assert json.dumps(reported(kept)) == told
    assert kept_files(verdict(kept, vocabulary())) == kept
