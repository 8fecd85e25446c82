"""What mails say, as pages and the API show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ... import wiring
from ...domain.mail.kinds import KINDS, sent_where
from ...domain.mail.messages import Kind
from ...domain.mail.wording.checking import FIELD
from ...domain.mail.wording.placeholders import KEPT, named, offered
from ...domain.mail.wording.texts import block_of, is_line, mark, variant_of
from ...domain.people.callers import Caller
from ...workflows.wording.read_texts import ReadText, read_text
from ..http.forms import Fields, first


@dataclass(frozen=True)
class Block:
    """One block as its form shows it: the team's words, and those that it comes with."""

    name: str
    words: str
    own: str
    lost: bool

    @property
    def field(self) -> str:
        return FIELD + self.name

    @property
    def key(self) -> str:
        return block_of(self.name)

    @property
    def line(self) -> bool:
        return is_line(self.name)

    @property
    def changed(self) -> bool:
        return self.words != self.own

    @property
    def kept(self) -> list[str]:
        """The placeholders that it may not leave out."""
        return sorted(named(self.own) & KEPT)


def blocks_of(text: ReadText) -> list[Block]:
    return [
        Block(name, text.blocks.get(name, own), own, name in text.lost)
        for name, own in text.own.items()
    ]


def by_variant(text: ReadText) -> dict[str, list[Block]]:
    """Return the blocks by variant; the first, "", are for all whom no other is for."""
    variants = dict.fromkeys(variant_of(name) for name in text.own)
    blocks = blocks_of(text)
    return {each: [b for b in blocks if variant_of(b.name) == each] for each in variants}


def by_area(texts: Iterable[ReadText]) -> dict[str, list[ReadText]]:
    """Return the kinds by the area whose mails they are, in the order of the words of areas."""
    areas: dict[str, list[ReadText]] = {each: [] for each in wiring.templates().words["mail_area"]}
    sent = sent_where(wiring.programme())
    for text in texts:
        if text.kind in sent:
            areas[area_of(text.kind)].append(text)
    return areas


def area_of(kind: Kind) -> str:
    return KINDS[kind].template.partition("/")[0]


def address_of(kind: Kind) -> str:
    """Return the page of a kind's words."""
    return f"/equipe/textes/{kind.value.replace('_', '-')}"


def text_at(caller: Caller, name: str) -> ReadText:
    """Return what mails of a kind say, by its name in an address. Raises Forbidden, NotFound."""
    text: ReadText = wiring.run(read_text, caller, name.replace("-", "_"))
    return text


def listed(text: ReadText) -> dict[str, Any]:
    """Return one kind as the list of the API has it."""
    at = text.text.at.isoformat() if text.text else None
    return {
        "kind": text.kind.value,
        "subject": text.blocks.get("subject", text.own["subject"]),
        "changed_by": text.author or None,
        "changed_at": at,
        "lost": list(text.lost),
    }


def whole(text: ReadText) -> dict[str, Any]:
    """Return one kind with all that it says."""
    blocks = [
        {"name": b.name, "words": b.words, "own": b.own, "lost": b.lost} for b in blocks_of(text)
    ]
    return {
        **listed(text),
        "blocks": blocks,
        "placeholders": list(offered(text.kind)),
        "read": mark(text.blocks),
    }


def labels_of(text: ReadText) -> dict[str, str]:
    """Return what each field is called, in a list of errors."""
    words = wiring.templates().words
    return {
        block.field: words["mail_block"][block.key]
        + (f" ({words['mail_variant'][variant]})" if variant else "")
        for variant, blocks in by_variant(text).items()
        for block in blocks
    }


def given(text: ReadText, fields: Fields) -> list[tuple[Block, str | None]]:
    """Return each block with what a form says of it, if anything."""
    return [
        (b, first(fields, b.field).replace("\r\n", "\n") if b.field in fields else None)
        for b in blocks_of(text)
    ]


def sent(text: ReadText, fields: Fields) -> dict[str, Any]:
    """Return a form as the bodies of the API have it."""
    return {
        "blocks": {b.name: words for b, words in given(text, fields) if words is not None},
        "read": first(fields, "read") or None,
        "variant": first(fields, "variante"),
    }
