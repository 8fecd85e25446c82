"""A theme whose file is gone: what was booked of it goes on, all but the theme's own pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import packaged
from chalicelib.settings import TEMPLATES
from tests.support.driver import Client
from tests.support.systems import SITE

from .test_settings import ADMIN, be

GONE = "marketing-numerique"


@pytest.fixture
def themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for path in TEMPLATES.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "themes").unlink()
    shutil.copytree(TEMPLATES / "themes", tmp_path / "themes")
    monkeypatch.setattr(packaged, "TEMPLATES", tmp_path)
    packaged.library.cache_clear()
    yield tmp_path / "themes"
    packaged.library.cache_clear()


def test_what_was_booked_of_it_goes_on(client: Client, themes: Path) -> None:
    token = client.register()
    [slot, *_] = client.open_day("2027-03-15T09:00:00-04:00", "2027-03-15T12:00:00-04:00")
    booking = client.book(token, slot, GONE)
    (themes / f"{GONE}.md").unlink()
    packaged.library.cache_clear()
    client.move_to(booking["ends_at"])
    client.hold(booking, notes="Vous avez **tout**.")
    client.advance("PT5M")
    assert client.kinds()[-1] == "document"
    [document] = client.me(token)["documents"]
    assert document["title"] == "Marketing numerique"
    client.enter(token)
    assert client.http.get(document["url"].removeprefix(SITE)).status_code == 200
    assert client.http.get(f"/themes/{GONE}").status_code == 404
    be(client, ADMIN)
    session = f"/equipe/rencontres/{booking['id']}"
    for page in ("/equipe", "/equipe/semaine", session):
        assert client.http.get(page).status_code == 200, page
    path = f"/api/v1/staff/sessions/{booking['id']}/document"
    again = client.call("POST", path, {}, client.staff())
    client.advance("PT5M")
    assert again.status_code in (200, 202, 204), again.text
    assert client.kinds().count("document") == 2
