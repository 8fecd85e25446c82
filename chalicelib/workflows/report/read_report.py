"""The team reads the report of an edition."""

from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named, is_slug
from ...domain.report.report import Report, report
from ..callers import for_team
from ..ports import ReportStore


def read_report(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme
) -> tuple[Edition, Report]:
    """Return an edition and its report, in two calls; "" is the edition under way.

    Raises NotFound, Forbidden, InvalidToken.
    """
    slug = slug or programme.edition.slug
    (stored,) = for_team(caller, store).load((Edition, slug if is_slug(slug) else ""))
    edition = edition_named(slug, programme, stored)
    return edition, report(edition, *store.figures(edition.slug, edition.generation))
