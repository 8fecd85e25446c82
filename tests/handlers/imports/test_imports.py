"""A past edition is brought in over HTTP, whole or not at all, and states its published figures."""

import io
import zipfile
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.imports.archives import read_archive, write_archive
from chalicelib.web.imports.routes import LARGEST_ARCHIVE
from infra.layer.drawing import Kept
from infra.local.system import System
from tests.handlers.http.test_bad_input import nothing_changes
from tests.support.driver import Client
from tests.support.editions.past_editions import (
    Files,
    first_edition,
    with_cell,
    with_edition,
    with_line,
)
from tests.support.systems import system_for
from tests.unit.imports.mistakes import MISTAKES, Change, Place

IMPORTS = "/api/v1/staff/imports"
ADMIN, ADVISER = "equipe@example.org", "brigadiere@example.org"
SAME = {"created": 0, "changed": 0, "removed": 0}

system = system_for()


def post(
    client: Client, content: bytes, path: str = IMPORTS, who: str = ADMIN, **headers: str
) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    given["Authorization"] = f"Bearer {client.staff(who)}"
    return client.http.post(path, data=content, content_type="application/zip", headers=given)


def brought_in(client: Client, files: Files) -> dict[str, Any]:
    answer = post(client, write_archive(files))
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.get_json()
    return said


def report(client: Client, slug: str = "2021-2022") -> TestResponse:
    path = f"/api/v1/staff/report?edition={slug}"
    return client.call("GET", path, token=client.staff())


def export(client: Client, who: str = ADMIN) -> TestResponse:
    return client.call("GET", f"{IMPORTS}/2021-2022", token=client.staff(who))


def test_the_first_edition_states_what_its_report_published(client: Client) -> None:
    said = brought_in(client, first_edition())
    assert said["edition"] == "2021-2022"
    assert {name: each["created"] for name, each in said["counts"].items()} == {
        "participants": 55,
        "sessions": 67,
        "events": 10,
        "attendance": 71,
        "survey_responses": 18,
        "indicators": 10,
    }
    told = report(client).get_json()
    held, people, events = told["accompaniments"], told["people"], told["events"]
    assert (held["total"], people["total"], people["target"]) == (67, 55, 70)
    assert held["by_theme"] == {
        "evenement-virtuel": 7,
        "decouvrabilite": 29,
        "marketing-numerique": 24,
        "collaboration-nuagique": 3,
        "concertation-numerique": 4,
    }
    assert held["by_format"] == {"individual": 67, "group": 0}
    assert (people["with_several"], people["referred_by_colleague"]) == (12, 11)
    assert people["by_kind"] == {"individual": 23, "organization": 32, "student": 0}
    assert max(people["by_maturity"], key=people["by_maturity"].get) == "emergent"
    assert (events["count"], events["attendances"]) == (10, 71)
    assert events["by_kind"]["cohort"] == {"count": 8, "attendances": 49}
    assert [each["attendances"] for each in events["list"] if each["kind"] == "cohort"] == [
        *(5, 5, 8, 7, 12, 1, 8, 3)
    ]
    assert [each["attendances"] for each in events["list"] if each["kind"] != "cohort"] == [10, 12]
    conversion, survey = told["conversion"], told["survey"]
    assert conversion["accompanied_who_attended"] == {
        "numerator": 39,
        "denominator": 55,
        "rate": 0.709,
    }
    assert conversion["by_kind"]["cohort"]["numerator"] == 28
    came = {each.pop("ref"): each for each in conversion["by_event"]}
    assert came["R5"] == {"numerator": 10, "denominator": 12, "rate": 0.833}
    assert (came["R3"]["numerator"], came["R3"]["denominator"]) == (6, 8)
    assert (survey["invited"], survey["answered"], survey["rate"]) == (55, 18, 0.327)
    assert (survey["shared"]["numerator"], survey["shared"]["denominator"]) == (15, 18)
    assert survey["people_reached"] == {"answers": 15, "sum": 45, "mean": 3.0}
    assert (survey["project_planned"]["numerator"], told["reach"]["direct"]) == (13, 146)
    assert told["indicators"][0] == {
        "name": "site_visits",
        "value": 903,
        "source": "visites du site, d’août 2021 au début de mars 2022",
    }


def test_an_import_mails_nobody_and_registers_nobody(client: Client, system: System) -> None:
    brought_in(client, first_edition())
    client.drain()
    assert system.mailbox.mails == []
    held = [item for item in items() if "sk" in item]
    team = [item for item in held if item["pk"]["S"].startswith("TEAM#")]
    assert {str(item["sk"]["S"]).partition("#")[0] for item in held if item not in team} == {
        *("EDITION", "COUNTS", "EVENT", "PEOPLE", "STAFF", "ACT")
    }
    assert "personne-" not in str(held)


def refused(answer: TestResponse, code: str, status: int = 422) -> dict[str, Any]:
    """The problem that is answered."""
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = answer.get_json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    return problem


def items() -> list[dict[str, Any]]:
    client, table = wiring.client("dynamodb"), wiring.settings().table
    return list(client.scan(TableName=table)["Items"])


def test_the_same_files_again_change_nothing(client: Client) -> None:
    brought_in(client, first_edition())
    shown = report(client).data
    with nothing_changes(client):
        again = brought_in(client, first_edition())
    assert again["counts"]["participants"] == {**SAME, "unchanged": 55}
    assert all(each == {**each, **SAME} for each in again["counts"].values())
    assert report(client).data == shown


def test_a_corrected_file_changes_what_changed(client: Client) -> None:
    brought_in(client, first_edition())
    files = with_cell(first_edition(), "sessions.csv", 2, "status", "no_show")
    row = ("A068", "decouvrabilite", "individual", "2022-02-01T10:00", "completed")
    files = with_line(files, "sessions.csv", *row, "personne-001@example.org")
    files["indicators.csv"] = b"name,value,source\r\nsite_visits,903,site\r\n"
    counts = brought_in(client, files)["counts"]
    assert counts["sessions"] == {"created": 1, "changed": 1, "unchanged": 66, "removed": 0}
    assert counts["indicators"] == {"created": 0, "changed": 1, "unchanged": 0, "removed": 9}
    assert counts["events"] == {**SAME, "unchanged": 10}
    told = report(client).get_json()
    assert (told["accompaniments"]["total"], len(told["indicators"])) == (67, 1)


@pytest.mark.parametrize("after", ["put", "write_figures"])
def test_a_crash_leaves_the_edition_as_it_was_and_the_import_begins_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    brought_in(client, first_edition())
    shown = report(client).data
    files = with_edition(first_edition(), title="Phase I", target_people=80)
    provider = "files" if after == "put" else "store"
    real = wiring.PROVIDERS[provider]

    def dying() -> Any:
        adapter = real()
        call = getattr(adapter, after)

        def call_and_die(*given: Any) -> None:
            call(*given)
            raise SystemError("killed")

        monkeypatch.setattr(adapter, after, call_and_die)
        return adapter

    with monkeypatch.context() as patch:
        patch.setitem(wiring.PROVIDERS, provider, dying)
        assert post(client, write_archive(files)).status_code == 500
    monkeypatch.undo()
    assert report(client).data == shown
    brought_in(client, files)
    assert report(client).get_json()["people"]["target"] == 80


def test_of_two_imports_at_once_the_later_decides_afresh(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, meanwhile = (
        wiring.PROVIDERS["store"],
        [with_edition(first_edition(), title="Autre")],
    )

    def overtaken() -> Any:
        store = real()
        write = store.write_figures

        def write_late(*given: Any) -> None:
            write(*given)
            if meanwhile:
                brought_in(client, meanwhile.pop())

        monkeypatch.setattr(store, "write_figures", write_late)
        return store

    monkeypatch.setitem(wiring.PROVIDERS, "store", overtaken)
    said = brought_in(client, with_edition(first_edition(), title="Phase I"))
    assert said["counts"]["participants"] == {**SAME, "unchanged": 55}
    told = report(client).get_json()
    assert (told["title"], told["people"]["total"]) == ("Phase I", 55)


SOME = [name for n, name in enumerate(MISTAKES) if n % 8 == 0]


@pytest.mark.parametrize(("change", "place"), [MISTAKES[name] for name in SOME], ids=SOME)
def test_a_mistake_is_told_and_nothing_is_kept(
    client: Client, change: Change, place: Place
) -> None:
    with nothing_changes(client):
        answer = post(client, write_archive(change(first_edition())))
    problem = refused(answer, "invalid_import")
    told = [(e["file"], e["line"], e["column"], e["code"]) for e in problem["errors"]]
    assert place in told
    assert all(each["message"].endswith(".") for each in problem["errors"])
    assert report(client).status_code == 404


def test_what_is_no_archive_is_told(client: Client) -> None:
    for content in (b"", b"email,kind", write_archive({"sessions.csv": b"PK\x03\x04"})):
        with nothing_changes(client):
            refused(post(client, content), "invalid_import")


def test_an_archive_of_megabytes_is_taken_and_a_larger_one_refused(client: Client) -> None:
    content = write_archive(first_edition())
    room = LARGEST_ARCHIVE - len(content)
    with_comment = io.BytesIO(content)
    with zipfile.ZipFile(with_comment, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("Thumbs.db", bytes(room - 300))
    assert LARGEST_ARCHIVE - 300 < len(with_comment.getvalue()) <= LARGEST_ARCHIVE
    assert post(client, with_comment.getvalue()).status_code == 201
    refused(post(client, bytes(LARGEST_ARCHIVE + 1)), "too_large", 413)


def test_only_an_admin_brings_in_and_takes_out(client: Client) -> None:
    with nothing_changes(client):
        answer = post(client, write_archive(first_edition()), who=ADVISER)
    refused(answer, "forbidden", 403)
    refused(post(client, b"", f"{IMPORTS}/corrected", ADVISER), "forbidden", 403)
    brought_in(client, first_edition())
    refused(export(client, ADVISER), "forbidden", 403)


def test_the_edition_under_way_is_not_brought_in(client: Client) -> None:
    slug = wiring.programme().edition.slug
    with nothing_changes(client):
        answer = post(client, write_archive(with_edition(first_edition(), slug=slug)))
    (error,) = refused(answer, "invalid_import")["errors"]
    assert (error["file"], error["column"], error["code"]) == (
        *("edition.json", "slug"),
        "running_edition",
    )


def test_a_key_gives_the_first_answer_once_more(client: Client) -> None:
    content = write_archive(first_edition())
    first = post(client, content, Idempotency_Key="k1")
    with nothing_changes(client):
        again = post(client, content, Idempotency_Key="k1")
    assert (again.status_code, again.data) == (201, first.data)
    other = write_archive(with_edition(first_edition(), title="Autre"))
    refused(post(client, other, Idempotency_Key="k1"), "idempotency_key_reused")


def test_a_corrected_copy_says_what_was_corrected_and_is_taken(client: Client) -> None:
    files = with_cell(first_edition(), "sessions.csv", 2, "theme", "Découvrabilité")
    files = with_cell(files, "participants.csv", 14, "registered_on", "25/11/2021")
    told = refused(post(client, write_archive(files)), "invalid_import")
    corrections = [each["correction"] for each in told["errors"]]
    assert corrections == ["2021-11-25", "decouvrabilite"]
    copy = post(client, write_archive(files), f"{IMPORTS}/corrected")
    assert (copy.status_code, copy.content_type) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(copy.data)) as archive:
        said = archive.read("corrections.csv").decode("utf-8-sig").splitlines()
    assert said[0] == "Raison;Fichier;Ligne;Colonne;Il y a;Correction"
    assert [line.rpartition(";")[2] for line in said[1:]] == corrections
    assert post(client, copy.data).status_code == 201


def test_an_export_brought_into_an_empty_system_gives_the_same_report(
    client: Client, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_in(client, first_edition())
    exported, shown = export(client).data, report(client).data
    assert set(read_archive(exported)) == set(first_edition())
    request.getfixturevalue("table")  # an empty one
    empty = Kept()
    monkeypatch.setitem(wiring.PROVIDERS, "files", lambda: empty)
    assert report(client).status_code == 404
    assert post(client, exported).status_code == 201
    assert report(client).data == shown
    assert export(client).data == exported
