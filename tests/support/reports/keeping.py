"""The first edition in the store, as an import would leave it."""

from dataclasses import replace
from typing import Any

from chalicelib import wiring
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition
from chalicelib.domain.report.figures import summed
from tests.support.reports.past_edition import past_edition, past_events, past_people


def keep_first_edition(**changes: Any) -> Edition:
    """Write its figures, then its record; with changes it is another edition, that counts alike."""
    edition = replace(past_edition(), **changes)
    counts = summed(contribution(person, edition) for person in past_people())
    wiring.store().write_figures(edition.slug, edition.generation, counts, past_events())
    unit = wiring.store().unit()
    kept = unit.save(edition)
    unit.commit()
    return kept
