"""The page keeps an import by a job: it shows how far it is, and no death stops it."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.workflows.imports.keep_parcel import keep_parcel
from infra.local.system import System

from .importing import FILES, Admin, address

WRITES = [
    *(("files", "put", place) for place in range(6)),
    ("store", "write_figures", 0),
    ("store", "write_accompanied", 0),
]
"""The writes of a job, by their place among those of a kind; the step that it tells is one, too."""


@pytest.fixture
def admin(system: System) -> Admin:
    return Admin(system)


def asked(admin: Admin, **files: str) -> str:
    """Ask to keep some files; return the page of the job."""
    page = admin.bring({**FILES, **files})
    answer = admin.http.post(f"{address(page)}/garder")
    assert answer.status_code == 303
    return answer.location


def test_a_job_shows_how_far_it_is_and_nothing_of_the_edition_before_its_end(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(admin)
    page = admin.http.get(job)
    assert "Étape 0 de 4" in page.text
    assert "Voir où on en est" in page.text
    seen = []
    real = wiring.files().put

    def watched(key: str, *rest: Any) -> None:
        real(key, *rest)
        if key.startswith("imports/parcels/"):
            text = admin.http.get(job).text
            seen.append((text.count('class="progress-done"'), admin.report().get("code")))

    monkeypatch.setattr(wiring.files(), "put", watched)
    admin.system.pump.drain()
    assert seen[:3] == [(1, "not_found"), (2, "not_found"), (3, "not_found")]
    assert "est gardée" in admin.http.get(job, follow_redirects=True).text
    assert admin.report()["accompaniments"]["total"] == 1


@pytest.mark.parametrize(("provider", "method", "place"), WRITES)
@pytest.mark.parametrize(
    ("after", "by_the_page"), [(False, False), (True, True)], ids=["by the queue", "by its page"]
)
def test_a_job_that_dies_between_two_writes_goes_on(
    admin: Admin,
    monkeypatch: pytest.MonkeyPatch,
    provider: str,
    method: str,
    place: int,
    after: bool,
    by_the_page: bool,
) -> None:
    job, calls = asked(admin), []
    adapter = wiring.PROVIDERS[provider]()
    real = getattr(adapter, method)

    def call_or_die(*given: Any) -> None:
        calls.append(given)
        last = len(calls) == place + 1
        if after or not last:
            real(*given)
        if last:
            raise SystemError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(adapter, method, call_or_die)
        patch.setitem(wiring.PROVIDERS, provider, lambda: adapter)
        admin.system.pump.drain()
    assert len(calls) == place + 1
    assert admin.report().get("code") == (None if place == 5 else "not_found")
    if by_the_page:
        admin.advance("PT4M")
        admin.http.get(job)
        admin.system.pump.drain()
    else:
        admin.advance("PT15M")
    assert "est gardée" in admin.http.get(job, follow_redirects=True).text
    assert admin.report()["accompaniments"]["total"] == 1


def test_what_changed_meanwhile_is_not_overwritten_and_the_page_says_so(admin: Admin) -> None:
    job = asked(admin)
    more = FILES["participants.csv"] + FILES["participants.csv"].splitlines()[1].replace(
        "ana@", "leo@"
    )
    other = admin.bring({**FILES, "participants.csv": more + "\n"})
    admin.http.post(f"{address(other)}/garder")
    wiring.run(keep_parcel, address(other).rpartition("/")[2])
    admin.system.pump.drain()
    page = admin.http.get(job)
    assert "Rien n’est gardé" in page.text
    assert "Voir où on en est" not in page.text
    assert "Garder, et retirer 1 ligne" in admin.http.get(job.removesuffix("/garder")).text


def test_what_an_import_that_died_had_written_is_forgotten_by_a_later_one(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, died = wiring.store(), []

    def dying(slug: str, generation: str, *_: Any) -> None:
        died.append(generation)
        raise SystemError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_accompanied", dying)
        patch.setitem(wiring.PROVIDERS, "store", lambda: store)
        content = write_archive({name: text.encode() for name, text in FILES.items()})
        headers = {"Authorization": f"Bearer {admin.staff('equipe@example.org')}"}
        sent = admin.http.post("/api/v1/staff/imports", data=content, headers=headers)
        assert sent.status_code == 500
    assert _kept(died[0])
    admin.advance("PT2H")
    other = FILES["edition.json"].replace("2020-2021", "2020")
    admin.keep(admin.bring({**FILES, "edition.json": other}))
    assert wiring.store().figures("2020-2021", died[0]) == ({}, [])
    assert not _kept(died[0])


def _kept(generation: str) -> list[str]:
    """Return the archives that are in the bucket of a generation, by its digest."""
    digest = generation.partition("-")[2]
    listed = wiring.client("s3").list_objects_v2(Bucket=wiring.settings().bucket)
    keys = [each["Key"] for each in listed["Contents"]]
    return [key for key in keys if key.startswith("editions/") and digest in key]
