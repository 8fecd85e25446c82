"""What mails tell of several things at once: a day's sessions, what the team wrote to many."""

from collections.abc import Mapping
from typing import Any

from ...domain.documents.themes import Theme
from ...domain.mail.about import About, AboutLetter, AboutRoundup
from ...domain.mail.roundups import What
from ..texts.markdown import notes_text
from ..texts.templates import Templates


def of_roundup(about: About, themes: Mapping[str, Theme]) -> dict[str, Any]:
    """Return what became of sessions: each what, with its news."""
    news = about.news if isinstance(about, AboutRoundup) else ()
    told = {what: [each for each in news if each.what is what] for what in What}
    return {
        "news": {what: each for what, each in told.items() if each},
        "unread": about.unread if isinstance(about, AboutRoundup) else 0,
        "themes": themes,
    }


def of_letter(about: About, templates: Templates) -> dict[str, Any]:
    """Return what the team wrote, and the event that it is about if everybody may see its page."""
    if not isinstance(about, AboutLetter):
        return {"letter": None}
    event = about.event if about.event and about.event.public else None
    return {
        "letter": about.letter,
        "letter_html": templates.markdown(about.letter.markdown, under=1),
        "letter_text": notes_text(about.letter.markdown),
        "letter_event": event,
        "letter_event_url": f"{templates.site}/evenements/{event.id}" if event else "",
    }
