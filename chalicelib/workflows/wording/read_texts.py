"""An admin reads what mails say: the words that each kind comes with, and the team's."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.errors import NotFound
from ...domain.mail.messages import Kind
from ...domain.mail.wording.checking import set_aside
from ...domain.mail.wording.texts import TEXTS_ID, Blocks, MailText, MailTexts
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ..callers import with_member
from ..ports import Records

OwnTexts = Mapping[str, Blocks]
"""The words that mails come with, by kind."""


@dataclass(frozen=True)
class ReadText:
    """What mails of a kind say.

    `author` is the name of who worded them last, "" if nobody did. `lost` are the blocks of the
    team that can be said no more. `undoable`: who asks made the last change.
    """

    kind: Kind
    own: Blocks
    text: MailText | None = None
    author: str = ""
    lost: tuple[str, ...] = ()
    undoable: bool = False

    @property
    def blocks(self) -> Blocks:
        """The blocks that the team has worded."""
        return self.text.blocks if self.text else {}


def read_texts(caller: Caller, *, store: Records, mail_texts: OwnTexts) -> list[ReadText]:
    """Return what mails of every kind say, in the order of the words that they come with.

    Raises Forbidden, InvalidToken.
    """
    texts = _texts(caller, store)
    authors = _authors(store, *texts.texts.values())
    return [_read(Kind(name), texts, authors, own, caller) for name, own in mail_texts.items()]


def read_text(caller: Caller, kind: str, *, store: Records, mail_texts: OwnTexts) -> ReadText:
    """Return what mails of one kind say. Raises Forbidden, InvalidToken, NotFound."""
    texts = _texts(caller, store)
    known = worded(kind, mail_texts)
    text = texts.texts.get(known.value)
    return _read(known, texts, _authors(store, text), mail_texts[known.value], caller)


def worded(kind: str, mail_texts: OwnTexts) -> Kind:
    """Return the kind of mail of that name whose words may be changed. Raises NotFound."""
    if kind not in mail_texts:
        raise NotFound
    return Kind(kind)


def _texts(caller: Caller, store: Records) -> MailTexts:
    _, texts = with_member(caller, store, known=[(MailTexts, TEXTS_ID)])
    return texts or MailTexts(TEXTS_ID)


def _authors(store: Records, *texts: MailText | None) -> dict[str, str]:
    ids = sorted({text.by for text in texts if text})
    found = store.load(known=[(StaffMember, each) for each in ids]) if ids else ()
    return {each.id: each.name for each in found if each}


def _read(
    kind: Kind, texts: MailTexts, authors: Mapping[str, str], own: Blocks, caller: Caller
) -> ReadText:
    text = texts.texts.get(kind.value)
    return ReadText(
        kind,
        own,
        text,
        authors.get(text.by, "") if text else "",
        set_aside(kind, texts.of(kind), own),
        texts.undoable(kind, caller.person_id),
    )
