"""The report of the first edition, as its published figures are counted; and what it reads by."""

import json
import random
import tomllib
from pathlib import Path
from typing import Any

from chalicelib.domain.report.sections.shapes import Names
from chalicelib.settings import TEMPLATES

THEMES = {
    "collaboration-nuagique": "Collaboration nuagique",
    "concertation-numerique": "Concertation numérique",
    "decouvrabilite": "Découvrabilité",
    "evenement-virtuel": "Événement virtuel",
    "marketing-numerique": "Marketing numérique",
}
NAMES = Names(THEMES, tomllib.loads((TEMPLATES / "words.toml").read_text("utf-8")))


def first_edition() -> dict[str, Any]:
    """Return the team's report of the first edition."""
    held: dict[str, Any] = json.loads(Path(__file__).with_name("first_edition.json").read_text())
    return held


def with_withheld(report: dict[str, Any], seed: int, share: float = 0.4) -> dict[str, Any]:
    """Return a report of the public's shape, where any number may be withheld."""
    dice = random.Random(seed)

    def of(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: of(each) for key, each in value.items()}
        if isinstance(value, list):
            return [of(each) for each in value]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if is_number and dice.random() < share else value

    public: dict[str, Any] = of(report)
    public["people"]["target"] = report["people"]["target"]
    by_discipline = public["people"]["by_discipline"]
    merged = [key for key in by_discipline if dice.random() < 0.3]
    for key in merged:
        del by_discipline[key]
    by_discipline["regrouped"] = dice.choice([None, 7])
    return public
