"""Take away what is kept no longer. What was interrupted may be repeated."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ...domain.documents.documents import Document
from ...domain.people.participants import Participant
from ...domain.privacy.classes import HOLDS
from ...domain.programme import Programme
from ...domain.retention import RetentionClass
from ...domain.unreadable import Unreadable, UnreadableItem
from ..ports import Files, Store
from ..report.count_figures import count_changed
from .erase_person import begin_erasing
from .judge_kept import is_over


def purge_some(
    kept: RetentionClass,
    ids: Iterable[str],
    at: datetime,
    *,
    store: Store,
    files: Files,
    programme: Programme,
    now: datetime,
) -> int:
    """Take away those of a class whose time is over at a moment; return how many are gone.

    What is gone already was taken away by this purge, before it was interrupted.
    """
    found = store.load_any(*((HOLDS[kept], each) for each in ids))
    gone = found.count(None)
    held = [each for each in found if each is not None and not isinstance(each, Unreadable)]
    if HOLDS[kept] is Participant:
        done = [_erased(each, kept, at, store=store, programme=programme, now=now) for each in held]
        return gone + sum(done)
    over = [each for each in held if is_over(each, kept, at, programme.retention, store=store)]
    _forget_files(over, files)
    store.erase(over)
    return gone + len(over)


def _erased(
    person: Participant,
    kept: RetentionClass,
    at: datetime,
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> bool:
    """Erase somebody as if they had asked for it, and return whether they are.

    They are not told, nor noted among those who were erased: were they restored, the next night
    would take them away again.
    """

    def needed(held: list[Any]) -> bool:
        found = [each for each in held if isinstance(each, Participant)]
        return not any(is_over(each, kept, at, programme.retention, store=store) for each in found)

    try:
        if not is_over(person, kept, at, programme.retention, store=store):
            return False
        count_changed([person.id], store=store, programme=programme, now=now)
        return begin_erasing(person.id, True, store=store, now=now, unless=needed)
    except UnreadableItem:
        return False


def _forget_files(entities: Iterable[Any], files: Files) -> None:
    for each in entities:
        if isinstance(each, Document) and each.file_key:
            files.forget_all(each.file_key)
