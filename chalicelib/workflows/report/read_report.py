"""The team reads the report of an edition."""

from datetime import datetime

from ...domain.audience.summary import EditionAudience
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named, is_slug
from ...domain.report.figures import Counts
from ...domain.report.report import Report, report
from ...domain.report.returning import returning
from ..callers import for_team
from ..ports import ReportStore


def read_report(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report]:
    """Return an edition and its report, in two calls; "" is the edition under way.

    Raises NotFound, Forbidden, InvalidToken.
    """
    edition, found, *_ = _read(caller, slug, store, programme, now)
    return edition, found


def read_shown_report(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report]:
    """Return the same as page and PDF show it; no call more.

    It has besides what is not of the edition's own records alone, and so in no copy of it:
    `audience` if the site was looked at, and how many of its people are `returning`.
    """
    edition, found, counts, visits = _read(caller, slug, store, programme, now)
    people = {**found["people"], "returning": returning(edition, counts)}
    shown = {**found, "people": people}
    return edition, {**shown, "audience": visits.audience.document()} if visits else shown


def _read(
    caller: Caller, slug: str, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report, Counts, EditionAudience | None]:
    slug = slug or programme.edition.slug
    asked = slug if is_slug(slug) else ""
    stored, visits = for_team(caller, store).load(
        (Edition, asked), known=[(EditionAudience, asked)]
    )
    edition = edition_named(slug, programme, stored)
    found, counts = reported(edition, store, now)
    return edition, found, counts, visits


def reported(edition: Edition, store: ReportStore, now: datetime) -> tuple[Report, Counts]:
    """Return the team's report of now, with the meetings that have begun, and its counters."""
    counts, events = store.figures(edition.slug, edition.generation)
    return report(edition, counts, filter(edition.begun(now), events)), counts
