"""The report of the first edition, as its published figures are counted; and what it reads by."""

import random
import tomllib
from typing import Any

from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.figures import summed
from chalicelib.domain.report.report import report
from chalicelib.domain.report.sections.shapes import Names
from chalicelib.settings import TEMPLATES
from tests.support.reports.past_edition import past_edition, past_events, past_people

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
    edition = past_edition()
    counts = summed(contribution(person, edition) for person in past_people())
    return report(edition, counts, past_events())


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
