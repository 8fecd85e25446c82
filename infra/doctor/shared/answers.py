"""Who may come in, and what the site answers at its public address."""

from chalicelib.domain.people.staff import Role

from ..check import Found
from ..facts.pages import Wrong, wrong_pages
from ..site import Site


def admin(site: Site) -> Found:
    with site.store() as store:
        admins = sum(each.active and each.role is Role.ADMIN for each in store.team())
    if admins:
        return Found(f"{admins} may come in at /equipe")
    where = f"{site.let_in}={site.operand}"
    return Found("there is none", f"make staff {where} EMAIL=you@… NAME='Your Name' ROLE=admin")


def pages(site: Site) -> Found:
    where = site.site_url.rstrip("/")
    try:
        wrong = wrong_pages(where, site.said["name"], site.fetch)
    except OSError as error:
        return Found(f"{where} does not answer ({error})", site.unanswered)
    if wrong:
        return Found(
            f"{len(wrong)} do not answer as they should at {where}",
            "\n".join([*map(_told, wrong), site.answers_wrongly]),
        )
    return Found(f"{where} answers: home, a theme, events, the API's description")


def _told(wrong: Wrong) -> str:
    return f"{wrong.path}: {wrong.status}" if wrong.ours else f"{wrong.path}: is not this site's"
