"""What is answered to a form that comes too often, or as programs send them: all that was written,
to be sent again. Nothing is read for that.
"""

from contextlib import suppress
from typing import Any

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import DomainError, TooMany
from .. import requests, responses
from ..problems import NotAForm, problem_of, status_of


def problem(failure: TooMany) -> Response:
    _tell()
    return responses.error(failure)


def page(request: Request, failure: DomainError) -> Response:
    """Show what was sent, to be sent again: at once or, if there were too many, later."""
    if not isinstance(failure, TooMany):
        return _page(request, failure, "guarding/once_more")
    _tell()
    minutes = -(-int(failure.wait.total_seconds()) // 60)
    return _page(request, failure, "guarding/too_many", minutes=minutes)


def _page(request: Request, failure: DomainError, name: str, **shown: Any) -> Response:
    fields: dict[str, list[str]] = {}
    with suppress(NotAForm):
        fields = requests.form(request)
    return responses.page(
        name,
        status_of(failure),
        problem=problem_of(failure),
        action=requests.path(request),
        fields=fields,
        staff=request.path.startswith("/equipe"),
        **shown,
    )


def _tell() -> None:
    """Count a refusal: many of them are a flood, and an alarm rings."""
    from ....observability import measure

    measure("FormsRefused", 1, wiring.settings().stage)
