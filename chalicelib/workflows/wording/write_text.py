"""An admin words what mails of a kind say, takes that back, and tries it on herself."""

from datetime import datetime

from ...domain.errors import TooMany
from ...domain.ids import NewId, trial_id, wording_subject
from ...domain.mail.messages import Kind
from ...domain.mail.wording.checking import worded as checked
from ...domain.mail.wording.texts import TEXTS_ID, Blocks, MailTextChanged, MailTexts, mark
from ...domain.mail.wording.trials import KEPT, TRIALS, TriedText, to_try
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ..callers import for_team, member_of_team
from ..ports import Hide, Records, Store
from ..retrying import decided_afresh
from .read_texts import OwnTexts, worded


@decided_afresh
def write_text(
    caller: Caller,
    kind: str,
    blocks: Blocks,
    read: str | None,
    *,
    store: Records,
    mail_texts: OwnTexts,
    now: datetime,
) -> MailTexts:
    """Word a kind of mail; what is blank, or left out, says the words that it comes with.

    It holds for each mail that leaves from now on. `read` marks the texts that these were begun
    from. Raises MailTextChanged, InvalidFields, TooManyTexts, NotFound, Forbidden, InvalidToken.
    """
    texts, known = _texts(caller, store), worded(kind, mail_texts)
    wanted = checked(known, blocks, mail_texts[known.value])
    if read is not None and read != mark(texts.of(known)) and wanted != texts.of(known):
        raise MailTextChanged
    after = texts.written(known, wanted, caller.person_id, now)
    return texts if after is texts else _written(store, caller, known, after, now)


@decided_afresh
def undo_text(
    caller: Caller, kind: str, *, store: Records, mail_texts: OwnTexts, now: datetime
) -> MailTexts:
    """Take back one's own last change. Raises NothingToUndo, NotFound, Forbidden, InvalidToken."""
    texts, known = _texts(caller, store), worded(kind, mail_texts)
    return _written(store, caller, known, texts.undone(known, caller.person_id), now)


def try_text(
    caller: Caller,
    kind: str,
    variant: str,
    blocks: Blocks,
    *,
    store: Store,
    mail_texts: OwnTexts,
    new_id: NewId,
    hide: Hide,
    now: datetime,
) -> TriedText:
    """Mail a text to who words it, as it would be to somebody invented; nothing else changes.

    Raises InvalidFields, TooMany, NotFound, Forbidden, InvalidToken.
    """
    member, known = member_of_team(caller, store=store), worded(kind, mail_texts)
    words = checked(known, blocks, mail_texts[known.value])
    if wait := store.take({hide("trial", member.id): TRIALS}, now):
        raise TooMany(wait)
    tried = TriedText(trial_id(member.id, new_id()), known, now + KEPT, variant, words)
    unit = store.unit()
    unit.add(tried, to_try(tried, now))
    unit.commit()
    return tried


def _texts(caller: Caller, store: Records) -> MailTexts:
    (texts,) = for_team(caller, store).load((MailTexts, TEXTS_ID))
    return texts or MailTexts(TEXTS_ID)


def _written(
    store: Records, caller: Caller, kind: Kind, after: MailTexts, now: datetime
) -> MailTexts:
    unit = store.unit()
    saved = unit.save(after)
    deed = Deed.MAIL_TEXT_WRITTEN if saved.of(kind) else Deed.MAIL_TEXT_RESET
    unit.add(*done(caller, deed, wording_subject(kind), saved.version, now, kind.value))
    unit.commit()
    return saved
