"""A kind of mail as somebody invented would see it: beside its words, where they are changed."""

import re
from datetime import datetime

from ...domain.mail.messages import Kind
from ...domain.mail.wording.trials import TriedText
from .composer import MailComposer
from .said import known_of


def preview(composer: MailComposer, tried: TriedText, now: datetime) -> str:
    """Return a mail as a mailbox lists and shows it; its links lead nowhere."""
    words, values = composer.tried(tried, now)
    page = composer.templates.render("emails/wording/previewed.html", **values, said=words.html)
    return re.sub(r' href="[^"]*"', ' href="#"', page)


def examples(composer: MailComposer, kind: Kind, now: datetime) -> dict[str, str]:
    """Return what the placeholders of a kind stand for in its preview."""
    _, values = composer.tried(TriedText("", kind, now), now)
    return known_of(composer.templates, kind, values)[0]
