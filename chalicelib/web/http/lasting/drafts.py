"""Forms as they were typed: kept when a session ended meanwhile, shown again to who typed them."""

import contextlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlencode
from uuid import uuid4

from chalice.app import Request

from .... import wiring
from ....domain.errors import DomainError
from ....domain.people import drafts as rules
from ....domain.people.callers import Caller
from ....domain.receipts import FORM_KEY
from ....domain.unreadable import UnreadableItem
from ....workflows.people.keep_drafts import erase_draft, keep_draft, read_draft
from .. import requests
from ..forms import Fields, first

ELSEWHERE = {
    "/equipe/evenements": "/equipe/evenements/nouveau",
}
PART = re.compile(
    r"(/equipe/evenements/[^/]+)/(?:inscriptions|bilan|presences)|(/equipe/(?:rencontres|personnes)/[^/]+)/notes"
)
UNSENT = re.compile(
    r"(/equipe/rencontres/[^/]+)/brouillon|(/equipe/evenements/nouveau/[^/]+)/etape"
)
"""Where a form is sent to be kept, and not carried out: a session's, a step of a new event's."""
ALONE = re.compile(
    r"/equipe/(?:lien|connexion|quitter|importations(?:/.+)?)|/mon-espace(?:/(?:lien|quitter|adresse/confirmer))?"
)
"""Forms in which nobody writes anything of theirs, or sends files, which wait elsewhere."""


PAGE = re.compile(r"/(?:equipe|mon-espace|evenements)(?:/[0-9A-Za-z-]+)*")


@dataclass(frozen=True)
class Shown:
    """A draft on its form: the form's window, what it has read, and the texts of other windows.

    `typed` are the fields of its own text; `others` has each as it would be sent again, its window
    included.
    """

    typed: Fields
    page: str
    read: str
    others: tuple[Fields, ...]


def keep(request: Request, caller: Caller, path: str = "") -> bool:
    """Keep a form as typed, under the address that it is sent to. Raises InvalidToken.

    Returns whether another window had kept something meanwhile, which stays beside it.
    """
    kept: bool = wiring.run(keep_draft, caller, path or requests.path(request), _content(request))
    return kept


def overlooked(request: Request, caller: Caller) -> bool:
    """Return whether a form's window did not know of what is kept of it. Raises InvalidToken."""
    content = _content(request)
    if not rules.page_of(content):
        return False
    return rules.is_news(wiring.run(read_draft, caller, requests.path(request)), content)


def shown(caller: Caller, path: str, sent: Fields | None) -> Shown:
    """Return what a form says of its draft; `sent`: the form, if it is shown again as sent."""
    content: str = wiring.run(read_draft, caller, path)
    page = first(sent or {}, rules.PAGE) or uuid4().hex
    here = rules.written(content)
    beside = [each for each in reversed(rules.others(content)) if rules.written(each) != here]
    others = tuple(parse_qs(each, keep_blank_values=True) for each in beside)
    return Shown(fields_of(content), page, rules.mark(content), others)


def kept_for_later(request: Request) -> str:
    """Keep a form whose sender has to sign in again; return the page to come back to.

    Returns "" if nobody can tell whose it is, or nothing was written: what is kept is shown only to
    the person whose session sent it.
    """
    sender = requests.whose_browser(request)
    path = requests.path(request)
    written = request.method == "POST" and PAGE.fullmatch(path) and not ALONE.fullmatch(path)
    if sender is None or not written:
        return ""
    with contextlib.suppress(DomainError, UnreadableItem):
        unsent = UNSENT.fullmatch(path)
        form = unsent[1] or unsent[2] if unsent else path
        keep(request, sender, form)
        return page_of(form)
    return ""


def typed(caller: Caller, path: str) -> Fields:
    """Return a form's fields as its sender typed them before, or nothing."""
    return fields_of(wiring.run(read_draft, caller, path))


def erase(person_id: str, path: str) -> None:
    """Erase what was kept of a form. It was sent: that this fails is no reason to refuse it."""
    with contextlib.suppress(DomainError, UnreadableItem):
        wiring.run(erase_draft, person_id, path)


def page_of(path: str) -> str:
    """Return the address of the page whose form is sent to a path."""
    part = PART.fullmatch(path)
    return part[1] or part[2] if part else ELSEWHERE.get(path, path)


def back(request: Request, cookie: str) -> str:
    """Return the page of ours that a browser is to come back to, or ""."""
    wanted = requests.cookie(request, cookie)
    return wanted if PAGE.fullmatch(wanted) else ""


def fields_of(content: str) -> Fields:
    """Return the fields of a form as it was kept, without its marks."""
    return parse_qs(rules.written(content), keep_blank_values=True)


def _content(request: Request) -> str:
    """Return a form's fields without its key: what is sent again is another request."""
    sent = requests.body(request).decode("utf-8", "replace")
    try:
        typed = parse_qsl(sent, keep_blank_values=True, max_num_fields=requests.MOST_FIELDS)
    except ValueError:  # more fields than a form of ours has
        return ""
    return urlencode([(name, value) for name, value in typed if name != FORM_KEY])
