"""`make demo`: a small season leaves its files, and the season's checks see what is wrong."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.settings import TEMPLATES
from infra.demo import report
from infra.demo.adviser import ADDRESS
from infra.demo.check import violations
from infra.demo.journal import Document, Fact, Journal, Sent, What
from infra.demo.report import SeasonReport

ROOT = Path(__file__).resolve().parents[3]
PROGRAMME = read_programme(TEMPLATES / "programme.toml")
ANA, THEME, BOOKING, PDF = "ana@example.org", "decouvrabilite", "p1-b1", b"%PDF"
START = datetime(2027, 3, 15, 13, tzinfo=UTC)
END = START + timedelta(hours=1)


def test_a_small_season_leaves_its_mails_documents_and_timeline(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "infra.demo.__main__", "--participants", "4", "--folder", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 mars 2027" in done.stdout
    names = sorted(path.name for path in (folder / "mail").iterdir())
    assert [int(name[:3]) for name in names] == list(range(1, len(names) + 1))
    assert {name.split("-")[1] for name in names} >= {"registration", "booking_moved", "document"}
    documents = list((folder / "documents").iterdir())
    assert len(documents) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in documents)
    told = json.loads((folder / "bilan.json").read_text(encoding="utf-8"))
    assert (told["accompaniments"]["total"], told["people"]["total"]) == (2, 2)
    assert (folder / "bilan.pdf").read_bytes().startswith(b"%PDF")
    timeline = (folder / "chronologie.txt").read_text(encoding="utf-8")
    for said in ("s’inscrit", "déplace", "annule", "ne se présente pas", "répond au sondage"):
        assert said in timeline
    assert "tout est juste" in timeline
    # Clocks went forward on Sunday: 48 hours before 10 h 15 EDT is 9 h 15 EST.
    saturday = timeline.partition("samedi 13 mars 2027")[2].partition("\n\n")[0]
    assert re.search(r"9 h 15 .* booking_reminder .*lundi 15 mars 2027, +10", saturday)


def test_a_report_that_tells_something_else_than_the_season_is_seen() -> None:
    figures = {
        "accompaniments": {"total": 1},
        "people": {"total": 1},
        "events": {"count": 0, "attendances": 1},
        "survey": {"answered": 1},
    }
    journal = Journal([_fact(What.HELD, END), _fact(What.ANSWERED, ANSWERED_AT)], [], [])
    told = SeasonReport(figures, PDF)
    assert list(report.violations(told, journal)) == [
        "Bilan : 1 présences aux rencontres pour 0 dans la saison"
    ]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder")
    command = [sys.executable, "-m", "infra.demo.__main__", "--folder", str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 1
    assert (tmp_path / "notes.txt").exists()


def _sent(kind: str, at: datetime, what: str, **changes: object) -> Sent:
    booking = "" if kind == "registration" else BOOKING
    pdfs = (PDF,) if kind == "document" else ()
    return replace(Sent(1, at, ANA, kind, f"p1-b1-{what}", booking, "", pdfs), **changes)  # type: ignore[arg-type]


def _fact(what: What, at: datetime) -> Fact:
    booking = BOOKING if what in (What.BOOKED, What.CANCELLED, What.HELD, What.ANSWERED) else ""
    return Fact(at, ANA, what, booking, THEME, START, END)


BOOKED_AT, ANSWERED_AT = START - timedelta(days=5), END + timedelta(days=3)
REMINDERS = [START - timedelta(hours=hours) for hours in (48, 13)]
"""Two hours before 9 h people sleep: the second comes the evening before, at 20 h."""

JOURNAL = Journal(
    facts=[
        _fact(What.REGISTERED, BOOKED_AT),
        _fact(What.BOOKED, BOOKED_AT),
        _fact(What.HELD, END),
        _fact(What.ANSWERED, ANSWERED_AT),
    ],
    mails=[
        _sent("registration", BOOKED_AT, "registration"),
        _sent("booking_confirmed", BOOKED_AT, "confirmed-0"),
        _sent("staff_session", BOOKED_AT, "session-0", to=ADDRESS, booking=BOOKING),
        *[_sent("booking_reminder", at, f"reminder-{at.day}") for at in REMINDERS],
        _sent("document", END + PROGRAMME.held_for, "document"),
        _sent("survey_invitation", END + timedelta(days=2), "survey0"),
    ],
    documents=[Document(ANA, THEME, "ana.pdf", PDF)],
)


def test_a_right_season_has_no_violation() -> None:
    assert violations(JOURNAL, PROGRAMME) == []


@pytest.mark.parametrize("mail", JOURNAL.mails, ids=lambda mail: mail.mark)
def test_a_doubled_mail_is_said(mail: Sent) -> None:
    doubled = replace(JOURNAL, mails=[*JOURNAL.mails, mail])
    assert f"Courriel envoyé 2 fois : {mail.kind} à {mail.to}" in violations(doubled, PROGRAMME)


@pytest.mark.parametrize("mail", JOURNAL.mails, ids=lambda mail: mail.mark)
def test_a_lost_mail_is_said(mail: Sent) -> None:
    lost = replace(JOURNAL, mails=[m for m in JOURNAL.mails if m is not mail])
    said = " ".join(violations(lost, PROGRAMME))
    assert f"Courriel manquant : {mail.kind} à {mail.to}" in said


@pytest.mark.parametrize(
    ("what", "at", "said"),
    [
        (What.CANCELLED, REMINDERS[0], "Rappel après l’annulation"),
        (What.UNSUBSCRIBED, END, "n’en reçoit plus"),
        (What.COMPLAINED, END, "n’en reçoit plus"),
        (What.BOUNCED, BOOKED_AT, "n’en reçoit plus"),
        (What.ANSWERED, END, "Courriel inattendu : survey_invitation"),
    ],
)
def test_a_mail_after_what_should_have_stopped_it_is_said(
    what: What, at: datetime, said: str
) -> None:
    stopped = replace(JOURNAL, facts=[*JOURNAL.facts, _fact(what, at)])
    assert said in " ".join(violations(stopped, PROGRAMME))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(JOURNAL, documents=[]), "0 document pour 1 rencontre tenue"),
        (replace(JOURNAL, documents=[*JOURNAL.documents] * 2), "2 document pour 1"),
        (replace(JOURNAL, facts=JOURNAL.facts[:2]), "Document d’une rencontre qui n’a pas eu lieu"),
        (
            replace(JOURNAL, mails=[replace(mail, pdfs=()) for mail in JOURNAL.mails]),
            "sans le document de l’espace",
        ),
    ],
)
def test_a_session_has_one_document_and_its_mail_carries_it(changed: Journal, said: str) -> None:
    assert said in " ".join(violations(changed, PROGRAMME))
