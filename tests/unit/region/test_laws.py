"""Themes of ours that say our law are named to a region of another law: only it can judge them."""

from pathlib import Path

import pytest

from infra.region.merging import merged_with
from infra.region.rendering import laws
from infra.region.rendering.laws import of_our_law
from infra.region.toml_text import toml_text
from tests import FIRST_REGION

from .own import OURS, SAID, region_in, write


@pytest.fixture(autouse=True)
def _law_of_the_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "OURS", FIRST_REGION)


def test_themes_that_say_our_law_are_named(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    told = of_our_law(merged_with(region, kept=tmp_path / "kept"))
    assert "themes/cybersecurite-loi-25.md (« Loi 25 »)" in told
    assert not any("ecosysteme-wikimedia" in each for each in told)


def test_one_left_out_or_written_anew_is_not(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    write(
        region,
        {
            "programme.toml": toml_text(
                {**SAID, "themes": {"leave_out": ["cybersecurite-loi-25"]}}
            ),
            "themes/marketing-numerique.md": "Le nôtre, selon notre loi.",
        },
    )
    told = "".join(of_our_law(merged_with(region, kept=tmp_path / "kept")))
    assert "sobriete-numerique" in told
    assert "cybersecurite" not in told
    assert "marketing" not in told


def test_a_region_of_the_same_law_and_ours_are_told_nothing(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    law = {
        "name": "la Loi 25",
        "territory": "Québec",
        "authority": "Commission d’accès à l’information du Québec",
        "authority_url": "",
        "guardian_age": 14,
    }
    write(region, {"programme.toml": toml_text({**SAID, "law": law})})
    assert of_our_law(merged_with(region, kept=tmp_path / "kept")) == []
    assert of_our_law(OURS) == []
