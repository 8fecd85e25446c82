"""A parcel is kept by a job of the queue: whoever asked sees how far it is, and may leave.

How far it is waits beside the parcel. Killed between any two writes it begins again, as the import
does: the queue brings it back, and so does its page once it has stood still.
"""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import parcel_subject
from ...domain.imports.forms import Vocabulary
from ...domain.imports.mistakes import BadImport
from ...domain.imports.uploads import keeping
from ...domain.imports.uploads.keeping import Keeping
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, StaffAct, done
from ..callers import for_team
from ..ports import Archives, Files, Queues, ReportStore
from .import_edition import check_sheets, keep_sheets, refuse
from .prepare_import import PARCELS, prepared_parcel


def ask_to_keep(
    caller: Caller,
    parcel_id: str,
    removing: int,
    correlation: str,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    queues: Queues,
    now: datetime,
) -> None:
    """Have the edition of a parcel brought in, all of it or nothing. Harmless if repeated.

    `removing` is how many lines the person agreed to lose. Raises BadImport with every mistake, or
    where more would be lost, or a question is open; NotFound, Forbidden, InvalidToken.
    """
    for_team(caller, store).load()
    found = prepared_parcel(parcel_id, store, files, archives, vocabulary, now)
    if found.unanswered:
        raise BadImport([])
    checked = check_sheets(found.sheets, store, files, archives, vocabulary)
    refuse(checked, removing)
    _note_asked(caller, parcel_id, checked.verdict.edition.slug, store, now)
    asked = Keeping(parcel_id, now, removing, correlation=correlation)
    _put(asked, files)
    queues.hand_over("documents", [asked])


def _note_asked(
    caller: Caller, parcel_id: str, slug: str, store: ReportStore, now: datetime
) -> None:
    """Write once who has a parcel kept, before it is: the job has no author of its own."""
    (act,) = done(caller, Deed.IMPORT_ASKED, parcel_subject(parcel_id), 1, now, slug)
    if store.one(StaffAct, act.id) is None:
        unit = store.unit()
        unit.add(act)
        unit.commit()


def follow_keeping(
    caller: Caller,
    parcel_id: str,
    correlation: str,
    *,
    store: ReportStore,
    files: Files,
    queues: Queues,
    now: datetime,
) -> Keeping:
    """Return how far the keeping of a parcel is; it is begun again if it was killed.

    Raises NotFound, Forbidden, InvalidToken.
    """
    for_team(caller, store).load()
    found = _find(parcel_id, files)
    if found is None:
        raise NotFound
    if found.stalled(now):
        found = replace(found, moved_at=now, correlation=correlation)
        _put(found, files)
        queues.hand_over("documents", [found])
    return found


def keep_parcel(
    parcel_id: str,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    vocabulary: Vocabulary,
    now: datetime,
) -> None:
    """Bring in the edition of a parcel, as it was asked. Harmless if repeated.

    What changed since then may refuse it, or it may be gone with somebody who was erased: then
    nothing is kept, and its page says so.
    """
    found = _find(parcel_id, files)
    if found is None or found.over:
        return

    def told(done: int) -> None:
        _put(found.after(done, now), files)

    try:
        parcel = prepared_parcel(parcel_id, store, files, archives, vocabulary, now)
        brought = keep_sheets(
            parcel.sheets,
            found.removing,
            told,
            store=store,
            files=files,
            archives=archives,
            vocabulary=vocabulary,
            now=now,
        )
    except (BadImport, NotFound):
        _put(found.failed(now), files)
    else:
        _put(found.kept(brought.edition.slug, now), files)


def _find(parcel_id: str, files: Files) -> Keeping | None:
    content = files.find(_key(parcel_id))
    return None if content is None else keeping.read(content)


def _put(told: Keeping, files: Files) -> None:
    files.put(_key(told.parcel_id), keeping.written(told), "application/json")


def _key(parcel_id: str) -> str:
    return f"{PARCELS}{parcel_id}.json"
