"""An edition is given out as an archive, as it would be brought into another system."""

from collections.abc import Iterator
from datetime import datetime

from ...domain.errors import Busy, NotFound
from ...domain.imports.canonical import kept_files
from ...domain.imports.forms import Vocabulary
from ...domain.imports.mistakes import BadImport
from ...domain.imports.under_way import MOST_PEOPLE, EditionTooLarge, UnderWay, begun_events
from ...domain.imports.verdicts import verdict
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named
from ...domain.report.live import Records, records_of
from ..callers import for_team
from ..ports import Archives, Files, Store


def export_edition(
    caller: Caller,
    slug: str,
    *,
    store: Store,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    programme: Programme,
    now: datetime,
) -> bytes:
    """Return the archive of an edition: the one that was brought in, or made of the records.

    Raises EditionTooLarge where the system has more people than one answer can look at; BadImport
    if something that is kept cannot be in such files; NotFound, Forbidden, InvalidToken.
    """
    (stored,) = for_team(caller, store).load((Edition, slug))
    edition = edition_named(slug, programme, stored)
    if edition.archive:
        return kept_archive(edition, files)
    if edition.imported:
        raise NotFound
    events = begun_events(store.events_between(*edition.span), now)
    told = UnderWay(edition, vocabulary, events).files(_counted(edition, store))
    said = verdict(told, vocabulary)
    if said.mistakes:
        raise BadImport(said.mistakes)
    return archives.write(kept_files(said))


def kept_archive(edition: Edition, files: Files) -> bytes:
    """Return the kept files of an edition. Raises Busy where others have just replaced them."""
    content = files.find(edition.archive)
    if content is None:
        raise Busy
    return content


def _counted(edition: Edition, store: Store) -> Iterator[Records]:
    """Yield what is held about each person who is counted, once it is known that they are few."""
    found = store.counted_people(edition.slug, MOST_PEOPLE + 1)
    if len(found) > MOST_PEOPLE:
        raise EditionTooLarge
    for person_id in found:
        yield records_of(store.person(person_id))
