"""Each kind of mail, in each variant of it: as it leaves, and as previews show it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.mail.composer import MailComposer
from chalicelib.adapters.mail.previews import preview
from chalicelib.domain.letters.letters import Letter, LetterAudience
from chalicelib.domain.mail.about import AboutAttendance, AboutLetter
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.wording.samples import Sample, sample
from chalicelib.domain.mail.wording.trials import TriedText

from .failures import Failures
from .names import told

WRITTEN = {Kind.LETTER, Kind.EVENT_LETTER}
"""What the team writes: no sample has its words."""


class OnePdf:
    """Has a file for whatever mail carries one."""

    def get(self, _key: str) -> bytes:
        return b"%PDF-1.7"


def mails(failures: Failures, now: datetime, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what fails in composing mails."""
    files: Any = OnePdf()
    composer, texts = replace(wiring.composer(), files=files), wiring.templates().mail_texts
    for kind in KINDS:
        variants = {name.rpartition(".")[0] for name in texts.get(kind.value, {})}
        for variant in sorted(variants | {""}):
            which = f"mail {kind.value}{variant and f', {variant}'}"
            try:
                mail = _compose(composer, kind, variant, kind.value in texts, now)
            except Exception as error:
                yield f"{failures.of(error)} ({which})"
            else:
                yield from told(names, f"{mail.subject}\n{mail.text}\n{mail.html}", which)


def _compose(
    composer: MailComposer, kind: Kind, variant: str, has_words: bool, now: datetime
) -> Mail:
    shown = _sample(kind, variant, now)
    mail = composer.compose(shown.message, shown.person, shown.about, now)
    if has_words:
        preview(composer, TriedText("", kind, now, variant), now)
    return mail


def _sample(kind: Kind, variant: str, now: datetime) -> Sample:
    theme = next(iter(wiring.offered()), "")
    lasts = timedelta(minutes=wiring.programme().session_minutes)
    shown = sample(kind, variant, theme, now, lasts=lasts)
    if kind not in WRITTEN:
        return shown
    letter = Letter(
        "lt-exemple",
        by="sexemple",
        subject="Une lettre",
        markdown="Au **sous-sol**.",
        audience=LetterAudience("Tout le monde"),
        written_at=now,
    )
    told = sample(Kind.EVENT_REMINDER, "", theme, now).about
    about = AboutLetter(letter)
    if kind is Kind.EVENT_LETTER and isinstance(told, AboutAttendance):
        about = replace(about, event=told.event, registration=told.registration)
    return replace(shown, about=about)
