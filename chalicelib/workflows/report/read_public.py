"""Everybody reads what is published; who has a link, what is not yet."""

from ...domain.errors import InvalidToken, NotFound
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named, is_slug
from ...domain.report.releases import Release
from ...domain.report.report import Report
from ..ports import Loading, ReportStore


def published_report(
    slug: str, *, store: ReportStore, programme: Programme
) -> tuple[Edition, Report]:
    """Return a published edition and its public report, in one call. Raises NotFound.

    `as_of` in it is the day of its figures.
    """
    edition, release = published_release(slug, store=store, programme=programme)
    return edition, _dated(edition, release)


def published_release(
    slug: str, *, store: ReportStore, programme: Programme
) -> tuple[Edition, Release]:
    """Return the same, with when the public report was made."""
    edition, release = _load(slug, store, programme)
    if not edition.published:
        raise NotFound
    return edition, release


def preview_report(
    slug: str, epoch: int, link: str = "", *, store: ReportStore, programme: Programme
) -> tuple[Edition, Report]:
    """Return an edition and its public report, published or not, to who has a link of that epoch.

    It is the one that was made last, small groups protected: who sees it twice sees no more than
    everybody might. Raises InvalidToken if the link was revoked, NotFound.
    """
    edition, release = previewed_release(slug, epoch, link, store=store, programme=programme)
    return edition, _dated(edition, release)


def previewed_release(
    slug: str, epoch: int, link: str = "", *, store: ReportStore, programme: Programme
) -> tuple[Edition, Release]:
    """Return the same, with when the public report was made."""
    edition, release = _load(slug, store, programme)
    if not edition.shared_by(link, epoch):
        raise InvalidToken
    return edition, release


def published_reports(*, store: ReportStore, programme: Programme) -> list[tuple[Edition, Report]]:
    """Return the published editions and their public reports, the latest first."""
    kept = [
        edition_named(each.slug, programme, each) for each in store.editions() if each.published
    ]
    releases = _releases(kept, store)
    return [
        (each, _dated(each, releases[each.id])) for each in reversed(kept) if each.id in releases
    ]


def _load(slug: str, store: Loading, programme: Programme) -> tuple[Edition, Release]:
    asked = slug if is_slug(slug) else ""
    stored, release = store.load((Edition, asked), (Release, asked))
    edition = edition_named(slug, programme, stored)
    if release is None:
        raise NotFound
    return edition, release


def _dated(edition: Edition, release: Release) -> Report:
    """Return a public report with the day it was made, where the edition takes place."""
    return {**release.report, "as_of": edition.day(release.made_at).isoformat()}


def _releases(editions: list[Edition], store: Loading) -> dict[str, Release]:
    found = store.load(known=[(Release, each.id) for each in editions])
    return {each.id: each for each in found if each is not None}
