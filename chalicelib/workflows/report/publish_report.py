"""An admin publishes an edition's report, takes it back, and shares it before that."""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import edition_subject
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.report.editions import Edition, EditionStatus, edition_named, is_slug
from ...domain.report.protection.releasing import refuse_overlapping, released, renewed
from ...domain.report.releases import Release
from ..callers import for_team
from ..ports import ReportStore
from ..retrying import decided_afresh
from .read_report import reported


def read_publication(
    caller: Caller, slug: str, *, store: ReportStore, programme: Programme
) -> tuple[Edition, Release | None]:
    """Return an edition and its public report, if one was made. Raises NotFound, Forbidden."""
    asked = slug if is_slug(slug) else ""
    stored, release = for_team(caller, store).load((Edition, asked), (Release, asked))
    return edition_named(slug, programme, stored), release


@decided_afresh
def make_release(
    caller: Caller,
    slug: str,
    publish: bool,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Make the public report of an edition from its figures of now; publish it if so asked.

    Who has a link sees it at once, and everybody if the edition is published.
    Raises TooSoon, OverlappingReport, NotFound, Forbidden.
    """
    edition, before = read_publication(caller, slug, store=store, programme=programme)
    goes_public = publish or edition.published
    if goes_public:
        kept = (edition_named(each.slug, programme, each) for each in store.editions())
        refuse_overlapping(edition, kept)
    found, _ = reported(edition, store, now)
    after = released(before, found, edition, now)
    deed = Deed.REPORT_PUBLISHED if goes_public else Deed.REPORT_MADE
    changed = None if after == before else after
    return _saved(caller, deed, edition, once, store, now, changed)


@decided_afresh
def renew_release(slug: str, *, store: ReportStore, programme: Programme, now: datetime) -> None:
    """Make the public report of a published edition anew from its figures of now, once a day.

    Nothing happens where it may not change yet (`renewed`).
    """
    stored, before = store.load((Edition, slug), (Release, slug))
    if stored is None or before is None or not stored.published:
        return
    edition = edition_named(slug, programme, stored)
    if edition.day(before.made_at) >= edition.day(now):
        return
    found, _ = reported(edition, store, now)
    after = renewed(before, found, edition, now)
    if after != before:
        unit = store.unit()
        unit.unchanged(stored)
        unit.save(after)
        unit.commit()


@decided_afresh
def unpublish_report(
    caller: Caller,
    slug: str,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Take a report back: nobody sees it but who has a link. Raises NotFound, Forbidden."""
    edition, _ = read_publication(caller, slug, store=store, programme=programme)
    return _saved(caller, Deed.REPORT_WITHDRAWN, edition, once, store, now)


@decided_afresh
def publish_again(
    caller: Caller,
    slug: str,
    once: Once[Edition],
    *,
    store: ReportStore,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Publish the public report that is there, as it is: what changed since is not told.

    It was public, or is what links show. Raises OverlappingReport, NotFound, Forbidden.
    """
    edition, release = read_publication(caller, slug, store=store, programme=programme)
    if release is None:
        raise NotFound
    kept = (edition_named(each.slug, programme, each) for each in store.editions())
    refuse_overlapping(edition, kept)
    return _saved(caller, Deed.REPORT_PUBLISHED, edition, once, store, now)


def _saved(
    caller: Caller,
    deed: Deed,
    edition: Edition,
    once: Once[Edition],
    store: ReportStore,
    now: datetime,
    release: Release | None = None,
) -> Edition:
    """Write what was done to an edition, which is public if it was published."""
    unit = store.unit()
    public = deed is Deed.REPORT_PUBLISHED
    status = EditionStatus.PUBLISHED if public else EditionStatus.OPEN
    saved = unit.save(replace(edition, status=status))
    slug = edition.slug
    unit.add(*done(caller, deed, edition_subject(slug), saved.version, now, slug))
    if release is not None:
        unit.save(release)
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved
