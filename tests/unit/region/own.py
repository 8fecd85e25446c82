"""A small region, for tests of how a folder is laid over ours."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from infra.region.toml_text import toml_text
from tests import FIRST_REGION

OURS = Path(__file__).resolve().parents[3] / "templates"

SAID: dict[str, Any] = {
    "name": "Relais numérique du Fjord",
    "organisation": "Arts du Fjord",
    "region": "Fjord",
    "zone": "Europe/Paris",
    "contact_email": "bonjour@example.org",
    "contact_phone": "",
    "postal_address": "1, quai de l’Exemple, Le Fjord",
    "privacy_officer": "la direction d’Arts du Fjord",
    "privacy_email": "donnees@example.org",
    "community_url": "",
    "diagnostic_url": "",
    "paper": "a4",
    "law": {
        "name": "la loi sur la vie privée",
        "territory": "Fjord",
        "authority": "Veilleurs du Fjord",
        "authority_url": "",
        "guardian_age": 15,
    },
    "hosting": {"place": "au Fjord", "provider": "une machine d’Arts du Fjord"},
    "mail": {"sender_name": "Relais numérique du Fjord"},
    "edition": {
        "slug": "2027",
        "title": "Relais numérique, 2027",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 12, 19),
        "target_people": 30,
    },
    "delays": {"undo_minutes": 30},
    "consents": [
        {"purpose": "program", "version": "1", "required": True, "text": "J’accepte, au Fjord."}
    ],
    "event_consent": {"version": "e1", "text": "J’accepte, pour cette activité."},
    "themes": {"leave_out": ["evenement-virtuel"]},
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def ours_in(folder: Path) -> Path:
    """Return a copy of ours with the settings that tests know."""
    copy = folder / "templates"
    shutil.copytree(OURS, copy)
    shutil.copy(FIRST_REGION / "programme.toml", copy)
    return copy


def region_in(folder: Path) -> Path:
    """Return the folder of a region that says all that it has to."""
    return write(folder / "region", {"programme.toml": toml_text(SAID)})
