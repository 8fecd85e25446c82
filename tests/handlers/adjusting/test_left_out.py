"""What the region's files leave out no admin offers again, and one other theme has to stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import packaged, wiring
from chalicelib.settings import TEMPLATES
from tests.support.driver import THEME, Client

from .test_settings import ADMIN, PAGE, be, patch

OTHER = "marketing-numerique"


@pytest.fixture
def admin(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """An admin of a region that offers two themes, whatever admins set."""
    for path in TEMPLATES.iterdir():
        (tmp_path / path.name).symlink_to(path)
    left_out = [slug for slug in wiring.themes() if slug not in (THEME, OTHER)]
    file = tmp_path / "programme.toml"
    said = file.read_text("utf-8")
    file.unlink()
    file.write_text(f"{said}\n[themes]\nleave_out = {left_out}\n", encoding="utf-8")
    monkeypatch.setattr(packaged, "TEMPLATES", tmp_path)
    packaged.adjusted.cache_clear()
    be(client, ADMIN)
    yield client
    packaged.adjusted.cache_clear()


def offered(client: Client) -> set[str]:
    answer = client.http.get("/api/v1/themes").get_json()
    return {each["slug"] for each in answer["themes"]}


def test_it_is_not_offered_whatever_admins_set(admin: Client) -> None:
    assert offered(admin) == {THEME, OTHER}
    assert patch(admin, {"retired_themes": [OTHER]}).status_code == 200
    assert offered(admin) == {THEME}
    assert patch(admin, {"retired_themes": []}).status_code == 200
    assert offered(admin) == {THEME, OTHER}


def test_the_page_proposes_those_alone_that_the_region_has(admin: Client) -> None:
    page = admin.http.get(f"{PAGE}/themes").text
    proposed = [slug for slug in wiring.themes() if f'value="{slug}"' in page]
    assert sorted(proposed) == sorted([THEME, OTHER])


def test_one_of_those_has_to_be_left(admin: Client) -> None:
    assert patch(admin, {"retired_themes": [THEME, OTHER]}).status_code == 422


def test_its_page_is_there_for_who_had_it(admin: Client) -> None:
    slug = next(each for each in wiring.themes() if each not in (THEME, OTHER))
    assert admin.http.get(f"/themes/{slug}").status_code == 200
