"""The page of the list of people: the search box, filters said in words, lists kept."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.directory.filters import WANTS
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...workflows.demand.read_demand import asked_in_all
from ...workflows.directory.find_people import Cursor, find_people
from ...workflows.directory.keep_lists import lists_of
from ..http import forms, requests, responses
from ..http.problems import problem_of, status_of
from . import asked, views


def people_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    q = requests.query(request, "q")
    filters = views.known_filters(requests.query_all(request, "filtre"))
    after = asked.read_or_first(caller, requests.query(request, "suite"))
    done, removed = requests.query(request, "fait"), requests.query(request, "retiree")
    return page(caller, q, filters, after, done=done, removed=removed)


def page(
    caller: Caller,
    q: str,
    filters: list[str],
    after: Cursor | None,
    *,
    values: Mapping[str, list[str]] | None = None,
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
    removed: str = "",
) -> Response:
    """Return the page of what is asked for, with what went wrong if a list was to be kept."""
    found = wiring.run(find_people, caller, q, filters, after)
    further = asked.written(caller, found.after)
    lists = wiring.run(lists_of, caller)
    fields = dict(values or {})
    return responses.with_script(
        responses.page(
            "directory/people",
            status_of(failure) if failure else 200,
            q=q,
            filters=filters,
            said=[(each, _said(each), _without(each, q, filters)) for each in filters],
            groups=_groups(filters),
            people=found.listed,
            begins=after is None,
            in_all=_in_all(caller, q, filters),
            start=asked.query_of(q, filters),
            further=asked.query_of(q, filters, further) if further else "",
            lists=[(each, asked.query_of(each.q, each.filters)) for each in lists],
            here=next((x for x in lists if (x.q, [*x.filters]) == (q, filters)), None),
            values=fields,
            errors=forms.error_messages(failure, fields),
            problem=problem_of(failure) if isinstance(failure, Conflict) else None,
            done=done,
            removed=removed,
        )
    )


def _in_all(caller: Caller, q: str, filters: list[str]) -> int | None:
    """Return how many want the one theme that is asked for, if an adviser's list has fewer."""
    theme = filters[0].removeprefix(WANTS) if len(filters) == 1 else ""
    if q or not filters or theme == filters[0]:
        return None
    in_all: int | None = wiring.run(asked_in_all, caller, theme)
    return in_all


def _without(one: str, q: str, filters: list[str]) -> str:
    return asked.query_of(q, [each for each in filters if each != one])


def _said(each: str) -> str:
    """Return a filter in words."""
    return views.words()[each]


def _groups(filters: list[str]) -> list[dict[str, Any]]:
    """Return what may be chosen, by what it is about, and what is."""
    words = views.words()
    return [
        {
            "name": name,
            "options": [(each, words[each]) for each in options],
            "chosen": next((each for each in options if each in filters), ""),
        }
        for name, options in views.groups().items()
    ]
