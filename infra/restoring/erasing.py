"""Those who were erased since: a restoration brings none of them back.

The list of them is in the bucket, where no restoration of the table reaches, and its key in a
secret of its own.
"""

from datetime import datetime
from functools import partial

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.erased_marks import Erased, ErasedMarks
from chalicelib.domain.directory.entries import person_at
from chalicelib.domain.ids import is_participant, owner_of
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.unreadable import UnreadableItem
from chalicelib.workflows.privacy.erase_person import begin_erasing

from .account import Account
from .tables import Item, place, text


def erased(account: Account) -> Erased:
    """Return the list of those who were erased."""
    secret = account.client("secretsmanager").get_secret_value(
        SecretId=account.resource("ErasureKey")
    )
    bucket, key = account.resource("Documents"), secret["SecretString"]
    return ErasedMarks(partial(account.client, "s3"), bucket, key).read()


def whose(item: Item) -> str:
    """Return the id of the participant whom an item is about, or ""."""
    pk, sk = place(item)
    owners = {
        "PERSON": pk.partition("#")[2],
        "EMAIL": text(item, "participant_id"),
        "EVENT": owner_of(text(item, "registration_id")) or sk.partition("#")[2],
        "RECEIPT": text(item, "about"),
        "FIND": person_at(sk),
    }
    found = owners.get(pk.partition("#")[0], "")
    return found if is_participant(found) else ""


def is_of_erased(item: Item, known: Erased) -> bool:
    """Return whether an item is about somebody who was erased."""
    person_id = whose(item)
    return person_id != "" and known.has(person_id)


def erase_again(account: Account, known: Erased, now: datetime) -> int:
    """Begin to erase again who came back with a whole table; return how many.

    The sweep goes on with it once it starts again, as with any erasure that was interrupted.
    """
    store = Store(lambda: account.client("dynamodb"), account.table)
    count, cursor = 0, None
    while cursor != "":
        people, cursor = store.everybody(cursor or "")
        for person_id in people:
            if _was_erased(person_id, store, known):
                begin_erasing(person_id, True, store=store, now=now)
                count += 1
    return count


def _was_erased(person_id: str, store: Store, known: Erased) -> bool:
    """Return whether somebody was, by their id or by the address that they had then."""
    if known.has(person_id):
        return True
    try:
        person = store.one(Participant, person_id)
    except UnreadableItem:
        return False
    return person is not None and known.had(person.email, person.registered_at)
