"""People are known again across editions by their address, and what is replaced is forgotten."""

import re
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.workflows.report.recount import finish, walk_on
from infra.layer.drawing import Kept
from tests.support.driver import THEME, Client
from tests.support.editions.past_editions import (
    Files,
    cells,
    first_edition,
    with_cell,
    with_edition,
)

ADMIN = "equipe@example.org"
ANA = "Ana@Example.org"


def edition(slug: str, year: int, people: Files) -> Files:
    """The same people, a whole number of years later or earlier."""
    moved = {name: _moved(content, year - 2021) for name, content in people.items()}
    return with_edition(moved, slug=slug)


def _moved(content: bytes, years: int) -> bytes:
    later = lambda found: b"%d-" % (int(found[1]) + years)  # noqa: E731
    return re.sub(rb"(?<!\d)(202[0-3])-(?=\d\d-)", later, content)


def with_others(files: Files, first: int) -> Files:
    """The same files in which people from that number on are others."""
    other = lambda found: b"autre" + found[0] if int(found[1]) >= first else found[0]  # noqa: E731
    return {name: re.sub(rb"personne-(\d+)@", other, content) for name, content in files.items()}


def bring(client: Client, files: Files) -> Any:
    answer = client.http.post(
        "/api/v1/staff/imports",
        data=write_archive(files),
        content_type="application/zip",
        headers={"Authorization": f"Bearer {client.staff(ADMIN)}"},
    )
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def returning(client: Client, slug: str) -> str:
    """What the page tells of those who return; "" if nothing."""
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    page = client.http.get(f"/equipe/bilans/{slug}").text
    told = r'<dt>de retour d’une édition précédente</dt>\s*<dd class="figure-value">(\d+)</dd>'
    found = re.search(told, page)
    return found[1] if found else ""


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_people_of_earlier_editions_are_counted_in_whatever_order_they_come(
    client: Client, order: tuple[int, ...]
) -> None:
    editions = [
        edition("2020-2021", 2020, with_others(first_edition(), 11)),
        with_others(first_edition(), 21),
        edition("2022-2023", 2022, first_edition()),
    ]
    for each in order:
        bring(client, editions[each])
    told = [returning(client, slug) for slug in ("2020-2021", "2021-2022", "2022-2023")]
    assert told == ["", "45", "20"]


def test_a_corrected_file_takes_back_who_was_not_accompanied(client: Client) -> None:
    files = first_edition()
    bring(client, files)
    bring(client, edition("2022-2023", 2022, files))
    assert returning(client, "2022-2023") == "55"
    lines = cells(files, "sessions.csv")
    of_first = [n for n, line in enumerate(lines, 1) if line[-1] == "personne-001@example.org"]
    for line in of_first:
        files = with_cell(files, "sessions.csv", line, "status", "no_show")
    bring(client, files)
    assert returning(client, "2022-2023") == "54"


def accompanied(client: Client, address: str) -> str:
    token = client.register(address)
    [slot] = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00")
    body = {"slot_id": slot["id"], "theme": THEME}
    client.hold(client.call("POST", "/api/v1/bookings", body, token).get_json())
    client.drain()
    return token


def with_ana(files: Files) -> Files:
    address = ANA.encode()
    return {n: c.replace(b"personne-001@example.org", address) for n, c in files.items()}


def test_who_returns_to_the_edition_under_way_is_counted_as_it_happens(client: Client) -> None:
    bring(client, with_ana(first_edition()))
    accompanied(client, "ana@example.org")
    assert returning(client, "2026-2027") == "1"
    accompanied_later = client.call("GET", "/api/v1/staff/report", token=client.staff())
    assert "returning" not in accompanied_later.get_json()["people"]


def test_a_recount_knows_an_edition_that_was_brought_in_since(client: Client) -> None:
    accompanied(client, "ana@example.org")
    bring(client, with_ana(first_edition()))
    client.drain()
    assert returning(client, "2026-2027") == ""
    given: dict[str, Any] = {"store": wiring.store(), "programme": wiring.programme()}
    while not walk_on("2026-2027", now=wiring.now(), **given).walked:
        continue
    found = finish("2026-2027", **given)
    assert [each.counter for each in found.differences] == ["people/returning"]
    assert returning(client, "2026-2027") == "1"


def places() -> list[str]:
    client, table = wiring.client("dynamodb"), wiring.settings().table
    found = {item["pk"]["S"] for item in client.scan(TableName=table)["Items"]}
    return sorted(pk for pk in found if pk.startswith(("FIGURES#", "PEOPLE#")))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Kept:
    kept = Kept()
    monkeypatch.setitem(wiring.PROVIDERS, "files", lambda: kept)
    return kept


def test_what_an_import_replaces_is_forgotten(client: Client, bucket: Kept) -> None:
    bring(client, first_edition())
    before, held = places(), set(bucket)
    bring(client, with_edition(first_edition(), title="Autre"))
    assert len(places()) == len(before) == 2
    assert len(bucket) == len(held) == 1
    assert not set(places()) & set(before)
    assert not set(bucket) & held
    bring(client, first_edition())
    assert len(bucket) == 1
    assert returning(client, "2021-2022") == ""


@pytest.mark.parametrize("dies", ["forget", "forget_figures"])
def test_what_could_not_be_forgotten_is_by_the_next_import(
    client: Client, bucket: Kept, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    bring(client, first_edition())
    real = wiring.PROVIDERS["files" if dies == "forget" else "store"]

    def dying() -> Any:
        adapter = real()

        def die(*_: Any) -> None:
            raise SystemError("killed")

        monkeypatch.setattr(adapter, dies, die)
        return adapter

    files = with_edition(first_edition(), title="Autre")
    with monkeypatch.context() as patch:
        patch.setitem(wiring.PROVIDERS, "files" if dies == "forget" else "store", dying)
        answer = client.http.post(
            "/api/v1/staff/imports",
            data=write_archive(files),
            content_type="application/zip",
            headers={"Authorization": f"Bearer {client.staff(ADMIN)}"},
        )
        assert answer.status_code == 500
    monkeypatch.undo()
    monkeypatch.setitem(wiring.PROVIDERS, "files", lambda: bucket)
    asked = client.call("GET", "/api/v1/staff/report?edition=2021-2022", token=client.staff())
    assert (asked.get_json()["title"], asked.get_json()["people"]["total"]) == ("Autre", 55)
    assert bring(client, files)["counts"]["sessions"]["unchanged"] == 67
    assert (len(places()), len(bucket)) == (2, 1)
