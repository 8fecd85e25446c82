"""Whom a letter is for, as the form and its addresses say it."""

from collections.abc import Iterable
from typing import Any

from chalice.app import Request

from ... import wiring
from ...domain.letters.letters import Letter
from ...domain.people.callers import Caller
from ...workflows.directory.keep_lists import lists_of
from ...workflows.letters.upcoming import events_to_write_about
from ..directory import views as directory
from ..http import forms, requests

EVENT, THEME, LIST, SEARCH = "event", "theme", "list", "search"

OF_ADDRESS = {"evenement": EVENT, "theme": THEME, "liste": LIST}
"""Fields of the form's address, and what each chooses."""


def of_address(request: Request) -> forms.Fields:
    """Return what the form has at first, by its address."""
    filters = directory.known_filters(requests.query_all(request, "filtre"))
    q = requests.query(request, "q")
    for field, what in OF_ADDRESS.items():
        if value := requests.query(request, field):
            return {"to": [f"{what}:{value}"]}
    return {"to": [SEARCH], "q": [q], "filtre": filters} if q or filters else {}


def of_letter(letter: Letter) -> forms.Fields:
    """Return a draft as the form has it."""
    audience = letter.audience
    to = f"{EVENT}:{audience.event_id}" if audience.event_id else SEARCH
    return {
        "to": [to],
        "whom": [audience.whom.value],
        "q": [audience.q],
        "filtre": list(audience.filters),
        "subject": [letter.subject],
        "markdown": [letter.markdown],
        "version": [str(letter.version)],
    }


def audience(fields: forms.Fields) -> dict[str, Any]:
    """Return whom a form chooses, as the API's body says it."""
    what, _, value = forms.first(fields, "to").partition(":")
    whom = {"whom": forms.first(fields, "whom")} if forms.first(fields, "whom") else {}
    match what:
        case "event" | "theme" | "list":
            return {what: value, **whom}
        case "search":
            filters = directory.known_filters(fields.get("filtre", []))
            return {"q": forms.first(fields, "q"), "filters": filters}
    return {}


def said_of(q: str, filters: Iterable[str]) -> str:
    """Return what a search is called: what is looked for, and its filters in words."""
    words = directory.words()
    quoted = [f"«\u00a0{q}\u00a0»"] if q else []
    return ", ".join([*quoted, *(words.get(each, each) for each in filters)])


def groups(caller: Caller, values: forms.Fields) -> dict[str, Any]:
    """Return what may be chosen: the search that was made, if one was; events, themes, lists."""
    what, _, chosen = forms.first(values, "to").partition(":")
    event_id = chosen if what == EVENT else ""
    searched = said_of(forms.first(values, "q"), values.get("filtre", []))
    return {
        "search": searched if what == SEARCH else "",
        "events": wiring.run(events_to_write_about, caller, event_id),
        "themes": [(f"{THEME}:{slug}", each.title) for slug, each in wiring.own_themes().items()],
        "lists": [(f"{LIST}:{each.mark}", each.name) for each in wiring.run(lists_of, caller)],
    }
