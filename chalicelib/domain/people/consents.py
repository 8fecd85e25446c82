"""What a person consented to or withdrew, with its proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..programme import EVENT, PROGRAM, ConsentText

OF_AN_EVENT = "activite-"
"""How the versions of the text of events began while they were kept as the programme's."""


class ConsentSource(StrEnum):
    """Where a consent comes from, or its withdrawal."""

    OWN_FORM = "own_form"
    """A form that anybody may fill in, with any address."""

    OWN_LINK = "own_link"
    """The person, by a link that was mailed to them."""

    COMPLAINT = "complaint"
    """Their mail program, which told that one of our mails was not wanted."""

    TEAM = "team"
    IMPORT = "import"
    GUARDIAN = "guardian"


@dataclass(frozen=True)
class Consent:
    """A consent given or withdrawn, with its proof. Times are UTC.

    `at` is when it was asked, in the words of `text`. While it is `pending` nobody has proven that
    the person asked it; `confirmed_at` is when they did. Older entries have no words of their own.
    """

    purpose: str
    granted: bool
    text_version: str
    at: datetime
    source: ConsentSource = ConsentSource.OWN_FORM
    pending: bool = False
    confirmed_at: datetime | None = None
    text: str = ""

    @property
    def concerns(self) -> str:
        """Return the purpose in whose words it was asked.

        Until the text of events had a purpose of its own, who agreed to it was kept under the
        programme's: they have not joined.
        """
        of_an_event = self.purpose == PROGRAM and self.text_version.startswith(OF_AN_EVENT)
        return EVENT if of_an_event else self.purpose

    @property
    def of_before(self) -> bool:
        """Whether it was written down before a form's consents were ever pending."""
        by_form = self.source is ConsentSource.OWN_FORM
        return by_form and not self.pending and self.confirmed_at is None


def in_force(history: Iterable[Consent]) -> dict[str, Consent]:
    """Return purpose → its last entry that is not pending."""
    return {entry.concerns: entry for entry in history if not entry.pending}


def standing(history: tuple[Consent, ...]) -> tuple[Consent, ...]:
    """Return the entries that are pending, but for those of a purpose settled since."""
    settled = {entry.concerns: n for n, entry in enumerate(history) if not entry.pending}
    return tuple(
        entry
        for n, entry in enumerate(history)
        if entry.pending and n > settled.get(entry.concerns, -1)
    )


def asked_no_more(
    history: Iterable[Consent], texts: Iterable[ConsentText]
) -> tuple[ConsentText, ...]:
    """Return what somebody agreed to that no text asks for: theirs to withdraw, in its own words.

    What an event asked for is withdrawn with its registration; what has no version, as mails that
    one wants again, was no text's.
    """
    asked = {EVENT, *(text.purpose for text in texts)}
    return tuple(
        ConsentText(purpose, entry.text_version, entry.text)
        for purpose, entry in in_force(history).items()
        if entry.granted and entry.text_version and purpose not in asked
    )


def record_consents(
    before: tuple[Consent, ...],
    asked: Mapping[str, bool],
    texts: Iterable[ConsentText],
    now: datetime,
    source: ConsentSource = ConsentSource.OWN_LINK,
) -> tuple[Consent, ...]:
    """Return the history with what the person has changed by their link, in the order of the texts.

    A consent to another version of a text, or to other words under the same one, is a new consent.
    What is pending of a purpose is settled by what the person says of it, be it what is in force.
    """
    held, pending = in_force(before), {entry.concerns for entry in standing(before)}
    changed = tuple(
        _given(text, asked[text.purpose], now, source)
        for text in texts
        if text.purpose in asked
        and (text.purpose in pending or not _holds(held.get(text.purpose), text, asked))
    )
    return before + changed


def _given(text: ConsentText, granted: bool, now: datetime, source: ConsentSource) -> Consent:
    return Consent(
        text.purpose,
        granted,
        text.version,
        now,
        source=source,
        confirmed_at=now,
        text=text.text,
    )


def _holds(held: Consent | None, text: ConsentText, asked: Mapping[str, bool]) -> bool:
    if held is None or held.granted != asked[text.purpose]:
        return False
    same_words = held.text_version == text.version and held.text in ("", text.text)
    return not held.granted or same_words
