"""Who had agreed to what on a day, of everybody, page after page."""

from datetime import datetime
from typing import Any

from ...domain.people.callers import Caller
from ...domain.people.consent_history import ConsentPage
from ...domain.people.consents import Consent
from ...domain.people.participants import Participant
from ...domain.privacy.consents_of_day import Agreed, Place, agreed, home_of, may_have_older
from ...domain.programme import Programme
from ...domain.report.editions import Edition, edition_named
from ...domain.report.person_count import PersonCount, person_count_id
from ..callers import member_of_team
from ..ports import Store


def list_consents(
    caller: Caller,
    until: datetime,
    place: Place,
    limit: int,
    *,
    store: Store,
    programme: Programme,
) -> tuple[list[Agreed], Place | None]:
    """Return what was in force before a moment (UTC), for people from a place on, and the next.

    `limit` people are looked at, those who had agreed to nothing too: two queries, a read of their
    keys and one of the figures of some, and a query for each who changed their mind often. The next
    place is None at the end. Raises Forbidden, InvalidToken.
    """
    member_of_team(caller, store=store)
    editions = _editions(store, programme)
    edition = next((each for each in editions if each.slug == place.slug), editions[0])
    ids = store.counted_after(edition.slug, place.person_id, limit)
    loaded = store.load(known=[(Participant, each) for each in ids])
    people = [each for each in loaded if each is not None]
    mine = _listed_in(edition, people, editions, store)
    found = [agreed(each, _older(each, store), until) for each in mine]
    return [each for each in found if each.consents], _next(edition, ids, limit, editions)


def _editions(store: Store, programme: Programme) -> list[Edition]:
    """Return the editions, oldest first, with the one under way."""
    kept, running = store.editions(), programme.edition.slug
    if any(each.slug == running for each in kept):
        return kept
    return [*kept, edition_named(running, programme, None)]


def _listed_in(
    edition: Edition, people: list[Participant], editions: list[Edition], store: Store
) -> list[Participant]:
    """Return those who are not listed in the edition that they registered in, which counts them."""
    homes = {each.id: home_of(each, editions) for each in people}
    away = [each.id for each in people if homes[each.id] not in ("", edition.slug)]
    keys: list[tuple[type[Any], str]] = [(PersonCount, person_count_id(i, homes[i])) for i in away]
    counts = dict(zip(away, store.load(known=keys), strict=True))
    there = {i for i, each in counts.items() if each is not None and any(each.counts.values())}
    return [each for each in people if each.id not in there]


def _older(person: Participant, store: Store) -> list[Consent]:
    if not may_have_older(person):
        return []
    held = store.held(person.id)
    return [c for each in held if isinstance(each, ConsentPage) for c in each.consents]


def _next(edition: Edition, ids: list[str], limit: int, editions: list[Edition]) -> Place | None:
    """Return where the next people are: of the same edition, or of the one after it."""
    if len(ids) == limit:
        return Place(edition.slug, ids[-1])
    after = editions.index(edition) + 1
    return Place(editions[after].slug) if after < len(editions) else None
