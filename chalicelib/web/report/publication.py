"""Whether everybody sees a report: an admin makes its public version, publishes, shares it."""

from collections.abc import Callable, Mapping

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid
from ...domain.people.callers import Caller
from ...domain.receipts import Once
from ...domain.report.editions import Edition
from ...domain.report.protection.releasing import TooSoon
from ...domain.report.sections import headline
from ...workflows.report.publish_report import (
    make_release,
    publish_again,
    read_publication,
    unpublish_report,
)
from ...workflows.report.share_report import revoke_link, revoke_links, share_report
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from . import previews

STORIES: Mapping[str, Callable[..., Edition]] = {
    "remettre": publish_again,
    "retirer": unpublish_report,
    "revoquer": revoke_links,
}


def publication_page(request: Request, edition: str) -> Response:
    return _page(request, edition)


def submit_publication(request: Request, edition: str) -> Response:
    """Carry out the button that was pressed."""
    fields = requests.form(request)
    action = forms.first(fields, "action")
    where = f"/equipe/bilans/{edition}/publication?fait={action}"
    try:
        _carry_out(requests.staff_caller(request), edition, action, fields, form_to(request, where))
    except (Conflict, Invalid) as failure:
        return _page(request, edition, failure, fields)
    return responses.redirect(where)


def _carry_out(
    caller: Caller, edition: str, action: str, fields: forms.Fields, once: Once[object]
) -> None:
    from .models import ShareBody

    if action in STORIES:
        wiring.run(STORIES[action], caller, edition, once)
    elif action == "partager":
        body = parse_fields(ShareBody, {"name": forms.first(fields, "name")})
        wiring.run(share_report, caller, edition, body.name, once)
    elif action == "revoquer-un":
        wiring.run(revoke_link, caller, edition, forms.first(fields, "lien"), once)
    else:
        wiring.run(make_release, caller, edition, action == "publier", once)


def _page(
    request: Request,
    slug: str,
    failure: Conflict | Invalid | None = None,
    values: forms.Fields | None = None,
) -> Response:
    edition, release = wiring.run(read_publication, requests.staff_caller(request), slug)
    return responses.page(
        "report/team/publication",
        status_of(failure) if failure else 200,
        edition=edition,
        release=release,
        links=[(share, previews.address(edition, share)) for share in edition.shares],
        figures=headline(release.report) if release else (),
        errors=forms.error_messages(failure, values or {}),
        values=values or {},
        problem=problem_of(failure) if isinstance(failure, Conflict) else None,
        too_soon=isinstance(failure, TooSoon),
        done=requests.query(request, "fait"),
    )
