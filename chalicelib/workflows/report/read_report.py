"""The team reads the report of an edition."""

from datetime import datetime

from ...domain.audience.summary import EditionAudience
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named, is_slug
from ...domain.report.report import Report, report
from ..callers import for_team
from ..ports import ReportStore


def read_report(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report]:
    """Return an edition and its report, in two calls; "" is the edition under way.

    Raises NotFound, Forbidden, InvalidToken.
    """
    edition, found, _ = _read(caller, slug, store, programme, now)
    return edition, found


def read_report_and_audience(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report]:
    """Return the same, with `audience` if the site was looked at; no call more.

    The site's visits are not of the edition's own records: they are in no copy of it.
    """
    edition, found, visits = _read(caller, slug, store, programme, now)
    return edition, {**found, "audience": visits.audience.document()} if visits else found


def _read(
    caller: Caller, slug: str, store: ReportStore, programme: Programme, now: datetime
) -> tuple[Edition, Report, EditionAudience | None]:
    slug = slug or programme.edition.slug
    asked = slug if is_slug(slug) else ""
    stored, visits = for_team(caller, store).load(
        (Edition, asked), known=[(EditionAudience, asked)]
    )
    edition = edition_named(slug, programme, stored)
    counts, events = store.figures(edition.slug, edition.generation)
    return edition, report(edition, counts, filter(edition.begun(now), events)), visits
