"""The team writes what goes beside a report's figures."""

from datetime import datetime

from ...domain.ids import edition_subject
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.report.editions import Edition, edition_named, is_slug
from ...domain.report.texts import with_text
from ..callers import for_team, member_of_team
from ..ports import Records, ReportStore
from ..retrying import decided_afresh


def list_editions(caller: Caller, *, store: ReportStore, programme: Programme) -> list[Edition]:
    """Return all editions, the one under way first. Raises Forbidden."""
    member_of_team(caller, store=store)
    kept = {each.slug: each for each in store.editions()}
    now = programme.edition.slug
    running = edition_named(now, programme, kept.pop(now, None))
    return [running, *reversed(kept.values())]


def read_edition(caller: Caller, slug: str, *, store: Records, programme: Programme) -> Edition:
    """Return an edition as it stands. Raises NotFound, Forbidden."""
    (stored,) = for_team(caller, store).load((Edition, slug if is_slug(slug) else ""))
    return edition_named(slug, programme, stored)


@decided_afresh
def write_text(
    caller: Caller,
    slug: str,
    section: str,
    text: str,
    seen: str,
    once: Once[Edition],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Edition:
    """Write the text of a section, "" for none; `seen` is the text that the form began with.

    Raises TextChanged if somebody else has written it since, NotFound, Forbidden.
    """
    edition = read_edition(caller, slug, store=store, programme=programme)
    after = with_text(edition, section, text, seen)
    unit = store.unit()
    saved = edition
    if after != edition:
        saved = unit.save(after)
        unit.add(*done(caller, Deed.TEXT_WRITTEN, edition_subject(slug), saved.version, now, slug))
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved
