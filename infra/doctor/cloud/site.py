"""Who may come in, and what the site answers."""

from chalicelib.domain.people.staff import Role

from ..facts.pages import Wrong, wrong_pages
from ..report import Found
from .asked import Stage


def admin(stage: Stage) -> Found:
    admins = sum(each.active and each.role is Role.ADMIN for each in stage.store.team())
    if admins:
        return Found(f"{admins} may come in at /equipe")
    return Found(
        "there is none",
        f'make staff STAGE={stage.name} EMAIL=you@… NAME="Your Name" ROLE=admin',
    )


def pages(stage: Stage) -> Found:
    site = stage.parameters["SiteUrl"].rstrip("/")
    try:
        wrong = wrong_pages(site, stage.said["name"], stage.fetch)
    except OSError as error:
        return Found(f"{site} does not answer ({error})", "is its domain written in DNS? (above)")
    if wrong:
        return Found(
            f"{len(wrong)} do not answer as they should at {site}",
            "\n".join([*map(_told, wrong), "docs/operations/alarms.md, SiteErrors"]),
        )
    return Found(f"{site} answers: home, a theme, events, the API's description")


def _told(wrong: Wrong) -> str:
    return f"{wrong.path}: {wrong.status}" if wrong.ours else f"{wrong.path}: is not this site's"
