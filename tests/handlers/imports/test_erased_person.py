"""Who is erased is in no file of a past edition, nor in what waits to be kept; its figures stay."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.imports.archives import read_archive, write_archive
from chalicelib.workflows.imports.forget_person import forget_person
from infra.local.system import System
from tests.support.canary import versions
from tests.support.driver import Client
from tests.support.editions.past_editions import Files, first_edition, with_edition
from tests.support.systems import system_for

from .importing import Admin, address
from .test_people_known_again import edition, returning

system = system_for(blank_pages=True)

IMPORTS = "/api/v1/staff/imports"
ADDRESS, NAME, FAMILY, HOUSE = "zephirine@example.org", "Zéphirinette", "Canaritude", "Les Serins"


@pytest.fixture
def client(system: System) -> Admin:
    return Admin(system)


def with_zephirine(files: Files) -> Files:
    """The same files, in which one of the people is she, by her name, in any case."""
    told = {name: content.decode() for name, content in files.items()}
    head, *lines = told["participants.csv"].splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("personne-001@"))
    cells = lines[at].split(",")
    cells[1:3], cells[4] = [NAME, FAMILY], HOUSE
    lines[at] = ",".join(cells)
    told["participants.csv"] = "\r\n".join([head, *lines, ""])
    return {
        name: text.replace("personne-001@example.org", ADDRESS.title()).encode()
        for name, text in told.items()
    }


def brought_in(client: Client, files: Files) -> Any:
    answer = client.http.post(
        IMPORTS,
        data=write_archive(files),
        content_type="application/zip",
        headers={"Authorization": f"Bearer {client.staff('equipe@example.org')}"},
    )
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def report(client: Client, slug: str = "2021-2022") -> bytes:
    path = f"/api/v1/staff/report?edition={slug}"
    return bytes(client.call("GET", path, token=client.staff()).data)


def exported(client: Client) -> bytes:
    token = client.staff("equipe@example.org")
    return bytes(client.call("GET", f"{IMPORTS}/2021-2022", token=token).data)


def erase(client: Client) -> None:
    token = client.register(ADDRESS, given_name=NAME, family_name=FAMILY)
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    client.drain()
    client.advance("PT1M")


def kept() -> list[str]:
    """The names of files in which she is, in any of their versions."""
    said = (ADDRESS, NAME.casefold(), FAMILY.casefold(), HOUSE.casefold())
    return [
        f"{key}: {name}"
        for key, content in versions()
        if key.startswith("editions/") and key.endswith(".zip")
        for name, text in read_archive(content).items()
        if any(each in text.decode().casefold() for each in said)
    ]


def test_no_version_of_an_edition_s_files_knows_who_is_erased(client: Admin) -> None:
    brought_in(client, with_zephirine(first_edition()))
    brought_in(client, with_edition(with_zephirine(first_edition()), title="Corrigée"))
    shown = report(client)
    assert {each.rpartition(": ")[2] for each in kept()} >= {"participants.csv", "sessions.csv"}
    erase(client)
    assert kept() == []
    assert report(client) == shown
    files = read_archive(exported(client))
    assert len(files["participants.csv"].splitlines()) == 56


def test_its_files_brought_in_again_state_the_same_report(client: Admin) -> None:
    brought_in(client, with_zephirine(first_edition()))
    shown = report(client)
    erase(client)
    again = brought_in(client, read_archive(exported(client)))
    assert {name: counts["unchanged"] for name, counts in again["counts"].items()} == {
        "participants": 55,
        "sessions": 67,
        "events": 10,
        "attendance": 71,
        "survey_responses": 18,
        "indicators": 10,
    }
    files = read_archive(exported(client))
    brought_in(client, with_edition(files, title="Autre"))
    brought_in(client, files)
    assert report(client) == shown


def test_who_returned_to_another_edition_is_still_counted(client: Admin) -> None:
    files = with_zephirine(first_edition())
    brought_in(client, files)
    brought_in(client, edition("2022-2023", 2022, files))
    assert returning(client, "2022-2023") == "55"
    erase(client)
    assert returning(client, "2022-2023") == "55"
    brought_in(client, with_edition(read_archive(exported(client)), title="Autre"))
    assert returning(client, "2022-2023") == "55", "their marks are not those of their lines"


@pytest.mark.parametrize("dies_at", [1, 2, 3])
def test_whatever_stops_it_the_sweep_goes_on(
    client: Admin, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    brought_in(client, with_zephirine(first_edition()))
    shown, left = report(client), [dies_at]
    for method in ("replace", "forget_older", "forget_all"):
        monkeypatch.setattr(wiring.files(), method, dying(getattr(wiring.files(), method), left))
    erase(client)
    for _ in range(3):
        client.advance("PT10M")
    assert left[0] <= 0, "nothing died"
    assert kept() == []
    assert report(client) == shown


def test_files_deleted_by_mistake_stop_no_erasure(client: Admin) -> None:
    brought_in(client, with_zephirine(first_edition()))
    brought_in(client, edition("2022-2023", 2022, with_zephirine(first_edition())))
    for archive in sorted(each.archive for each in wiring.store().editions())[:1]:
        wiring.files().forget(archive)
    erase(client)
    assert kept() == []


def test_files_deleted_while_they_are_rewritten_stop_no_erasure(
    client: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_in(client, with_zephirine(first_edition()))
    files = wiring.files()
    read = files.marked

    def deleted(key: str) -> Any:
        found = read(key)
        files.forget(key)
        return found

    monkeypatch.setattr(files, "marked", deleted)
    erase(client)
    assert kept() == []


def test_of_two_erased_at_once_neither_is_left(
    client: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_in(client, with_zephirine(first_edition()))
    files, waiting = wiring.files(), ["personne-002@example.org"]
    read = files.marked

    def overtaken(key: str) -> Any:
        found = read(key)
        if waiting:
            told: Any = {"store": wiring.store(), "files": files, "archives": wiring.archives()}
            forget_person("p2", waiting.pop(), **told, now=wiring.now())
        return found

    monkeypatch.setattr(files, "marked", overtaken)
    erase(client)
    assert kept() == []
    assert b"personne-002@" not in b"".join(read_archive(exported(client)).values())


def dying(act: Any, left: list[int]) -> Any:
    def act_or_die(*given: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise RuntimeError("the process died")
        return act(*given)

    return act_or_die


def test_what_waits_to_be_kept_is_forgotten_if_somebody_erased_is_in_it(client: Admin) -> None:
    files = with_zephirine(first_edition())
    theirs = client.bring({"participants.csv": files["participants.csv"]})
    others = client.bring({"participants.csv": first_edition()["participants.csv"]})
    erase(client)
    assert client.http.get(address(theirs)).status_code == 404
    assert client.http.get(address(others)).status_code == 200
    assert len([key for key, _ in versions() if key.startswith("imports/parcels/")]) == 1
