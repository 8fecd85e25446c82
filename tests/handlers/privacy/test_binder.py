"""The binder of somebody's day as PDF: drawn apart, sealed, and gone with the person."""

import pytest

from chalicelib import wiring
from chalicelib.adapters.sealed_files import SEALED
from chalicelib.domain.privacy.binders import PrintedBinder, binders_of
from chalicelib.workflows.documents.print_binder import draw_binder
from infra.local.system import System
from tests.support.driver import whose
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)


@pytest.fixture
def client(system: System) -> EventClient:
    made = EventClient(system)
    made.http.set_cookie("brigade_equipe", made.staff("equipe@example.org"))
    return made


def person(client: EventClient, name: str) -> tuple[str, str]:
    token = client.register(f"{name}@example.org", given_name=name.title())
    subject = whose(token)
    return subject, f"/equipe/preuves/{subject}/dossier.pdf?jour={wiring.now():%Y-%m-%d}"


def files_of(subject: str) -> list[tuple[str, bytes]]:
    found = wiring.client("s3").list_objects_v2(
        Bucket=wiring.settings().bucket, Prefix=binders_of(subject)
    )
    return [(each["Key"], wiring.files().get(each["Key"])) for each in found.get("Contents", [])]


def test_a_binder_says_the_day_and_who_looked_and_is_sealed(
    client: EventClient, drawn: list[str]
) -> None:
    subject, where = person(client, "mireille")
    answer = client.http.get(where)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data == b"%PDF-1.7 1"
    told = "Bienvenue, avec le lien personnel"
    for said in ("Mireille", "mireille@example.org", "Accordé", "Service demandé", told):
        assert said in drawn[0]
    assert "Aucun membre de l’équipe n’a vu" in drawn[0], "nobody had, until then"
    assert client.http.get(where).data == b"%PDF-1.7 2", "who opens a binder has seen them"
    assert "Dossier de preuve" in drawn[1].partition("Qui a vu")[2]
    assert client.http.get(where).data == b"%PDF-1.7 2", "what says the same is drawn once"
    kept = files_of(subject)
    assert len(kept) == 4
    assert all(content.startswith(SEALED) for _, content in kept)


def test_a_binder_goes_with_the_person(client: EventClient, drawn: list[str]) -> None:
    subject, where = person(client, "norbert")
    client.http.get(where)
    [digest] = {key.rpartition("-")[2].partition(".")[0] for key, _ in files_of(subject)}
    erased = client.call(
        "DELETE", f"/api/v1/staff/people/{subject}", token=client.staff("equipe@example.org")
    )
    assert erased.status_code in (200, 202, 204)
    client.drain()
    assert files_of(subject) == []
    assert client.http.get(where).status_code == 404
    wiring.run(draw_binder, PrintedBinder(subject, digest))
    assert files_of(subject) == [], "asked for before, and drawn too late"


def test_a_binder_of_nobody_or_of_no_day_is_refused(client: EventClient, drawn: list[str]) -> None:
    _, where = person(client, "odile")
    assert client.http.get(where.partition("?")[0]).status_code == 422
    assert client.http.get("/equipe/preuves/pnobody/dossier.pdf?jour=2027-03-01").status_code == 404
    assert drawn == []
