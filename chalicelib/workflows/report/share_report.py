"""An admin shares a report before everybody sees it: links by the names of those who have them."""

from dataclasses import replace
from datetime import datetime

from ...domain.ids import NewId
from ...domain.people.callers import Caller
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
    return _saved(edition.shared(Share(new_id(), name, now)), once, store, now)


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
    return _saved(edition.revoked(link), once, store, now)


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
    return _saved(raised, once, store, now)


def _saved(edition: Edition, once: Once[Edition], store: ReportStore, now: datetime) -> Edition:
    unit = store.unit()
    saved = unit.save(edition)
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved
