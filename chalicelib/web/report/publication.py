"""Whether everybody sees a report: an admin makes its public version, publishes, shares it."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import Conflict
from ...domain.report.editions import Edition
from ...domain.report.sections import headline
from ...workflows.report.publish_report import (
    make_release,
    read_publication,
    revoke_links,
    unpublish_report,
)
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.problems import problem_of

STORIES = {"retirer": unpublish_report, "revoquer": revoke_links}


def publication_page(request: Request, edition: str) -> Response:
    return _page(request, edition)


def submit_publication(request: Request, edition: str) -> Response:
    """Carry out the button that was pressed."""
    caller = requests.staff_caller(request)
    action = forms.first(requests.form(request), "action")
    where = f"/equipe/bilans/{edition}/publication?fait={action}"
    once = form_to(request, where)
    try:
        if action in STORIES:
            wiring.run(STORIES[action], caller, edition, once)
        else:
            wiring.run(make_release, caller, edition, action == "publier", once)
    except Conflict as conflict:
        return _page(request, edition, conflict)
    return responses.redirect(where)


def _page(request: Request, slug: str, conflict: Conflict | None = None) -> Response:
    edition, release = wiring.run(read_publication, requests.staff_caller(request), slug)
    return responses.page(
        "report/team/publication",
        409 if conflict else 200,
        edition=edition,
        release=release,
        link=_link(edition) if release else "",
        figures=headline(release.report) if release else (),
        problem=problem_of(conflict) if conflict else None,
        done=requests.query(request, "fait"),
    )


def _link(edition: Edition) -> str:
    """Return the address that shows the public version before everybody sees it."""
    token = wiring.links().token(Purpose.REPORT, edition.slug, edition.share_epoch, wiring.now())
    return wiring.links().url(f"/bilans/{edition.slug}/apercu", token)
