"""Whatever zone and language the settings name, the package has what reads them."""

from importlib.resources import files as of_package
from pathlib import Path
from typing import Any

import pytest
from babel.localedata import locale_identifiers

from infra.packaging.archive import read_folder
from infra.packaging.trim import NotPackaged, ensure_packaged, named_by, trimmed

ZONES = (of_package("tzdata") / "zones").read_text("utf-8").split()
LANGUAGES = [each for each in locale_identifiers() if each == "fr" or each.startswith("fr_")]


def library(name: str) -> dict[str, bytes]:
    folder = Path(str(of_package(name)))
    return {f"{name}/{path}": content for path, content in read_folder(folder).items()}


TAKEN = {**library("tzdata"), **dict.fromkeys(library("babel"), b"")}


def settings(zone: str = "America/Toronto", language: str = "fr-CA") -> dict[str, Any]:
    return {"zone": zone, "language": language}


def test_each_zone_of_the_database_is_packaged_for_who_names_it() -> None:
    assert len(ZONES) > 400
    always = trimmed(TAKEN)
    left = [zone for zone in ZONES if f"tzdata/zoneinfo/{zone}" not in always]
    assert left, "the package is trimmed"
    for zone in ZONES:
        kept = named_by(settings(zone))
        ensure_packaged(settings(zone), {name for name in TAKEN if name in always or name in kept})


@pytest.mark.parametrize("zone", ["Pacific/Noumea", "America/Indiana/Knox", "Asia/Tokyo", "UTC"])
def test_a_zone_is_taken_along(zone: str) -> None:
    found = trimmed(TAKEN, named_by(settings(zone)))
    ensure_packaged(settings(zone), found)
    assert found[f"tzdata/zoneinfo/{zone}"].startswith(b"TZif")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_french_is_taken_along(language: str) -> None:
    said = settings(language=language.replace("_", "-"))
    ensure_packaged(said, trimmed(TAKEN, named_by(said)))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (settings(zone="America/Atlantide"), r'zone = "America/Atlantide": no tzdata/zoneinfo'),
        (settings(language="fr-QC"), r'language = "fr-QC": no babel/locale-data/fr_QC.dat'),
    ],
)
def test_what_no_library_has_is_told_by_its_setting(said: dict[str, Any], told: str) -> None:
    with pytest.raises(NotPackaged, match=told):
        ensure_packaged(said, trimmed(TAKEN, named_by(said)))
