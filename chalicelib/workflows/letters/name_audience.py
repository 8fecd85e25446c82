"""Whom a letter is to be for, as a form or a program says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.directory.filters import for_theme
from ...domain.directory.lists import PeopleList
from ...domain.documents.themes import Theme
from ...domain.errors import FieldError, InvalidFields
from ...domain.events.events import Event
from ...domain.ids import is_event, owned
from ...domain.letters.letters import LetterAudience, Whom
from ...domain.people.callers import Caller
from ..callers import with_member
from ..ports import LetterStore


@dataclass(frozen=True)
class Asked:
    """Whom a letter is to be for: the first of these that is said. `said` names a search."""

    event_id: str = ""
    whom: Whom = Whom.ALL
    theme: str = ""
    kept_list: str = ""
    q: str = ""
    filters: Sequence[str] = ()
    said: str = ""


def name_audience(
    caller: Caller, asked: Asked, *, store: LetterStore, themes: dict[str, Theme]
) -> LetterAudience:
    """Return the audience by its name, as it stands now.

    Raises InvalidFields if there is none of that name, Forbidden, InvalidToken.
    """
    kept_id = owned(caller.person_id, asked.kept_list) if asked.kept_list else ""
    event_id = asked.event_id if is_event(asked.event_id) else ""
    _, event, kept = with_member(caller, store, known=[(Event, event_id), (PeopleList, kept_id)])
    if event is not None:
        return LetterAudience(event.title, event.id, asked.whom)
    if asked.theme in themes:
        return LetterAudience(themes[asked.theme].title, filters=(for_theme(asked.theme),))
    if kept is not None:
        return LetterAudience(kept.name, q=kept.q, filters=kept.filters)
    named = asked.event_id or asked.theme or asked.kept_list
    if named or not (asked.q or asked.filters):
        raise InvalidFields(FieldError("audience", "invalid_choice", about="letter"))
    return LetterAudience(asked.said, q=asked.q, filters=tuple(asked.filters))
