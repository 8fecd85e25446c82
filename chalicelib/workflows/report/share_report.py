"""An admin shares a report before everybody sees it: links by the names of those who have them."""

from dataclasses import replace
from datetime import datetime

from ...domain.ids import NewId, edition_subject
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.report.editions import Edition, Share
from ..ports import ReportStore
from ..retrying import decided_afresh
from .publish_report import read_publication


@decided_afresh
def share_report(
    caller: Caller,
    slug: str,
    name: str,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Edition:
    """Make a link for somebody, by their name. Raises TooManyShares, NotFound, Forbidden."""
    edition, _ = read_publication(caller, slug, store=store, programme=programme)
    return _saved(
        caller, Deed.REPORT_SHARED, edition.shared(Share(new_id(), name, now)), once, store, now
    )


@decided_afresh
def revoke_link(
    caller: Caller,
    slug: str,
    link: str,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Make one link stop working. Harmless if repeated. Raises NotFound, Forbidden."""
    edition, _ = read_publication(caller, slug, store=store, programme=programme)
    return _saved(caller, Deed.LINK_REVOKED, edition.revoked(link), once, store, now)


@decided_afresh
def revoke_links(
    caller: Caller,
    slug: str,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Make every link to a report stop working. Raises NotFound, Forbidden."""
    edition, _ = read_publication(caller, slug, store=store, programme=programme)
    raised = replace(edition, shares=(), share_epoch=edition.share_epoch + 1)
    return _saved(caller, Deed.LINKS_REVOKED, raised, once, store, now)


def _saved(
    caller: Caller,
    deed: Deed,
    edition: Edition,
    once: Once[Edition],
    store: ReportStore,
    now: datetime,
) -> Edition:
    unit = store.unit()
    saved = unit.save(edition)
    slug = edition.slug
    unit.add(*done(caller, deed, edition_subject(slug), saved.version, now, slug))
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved
