"""What the site answers at its public address."""

from ..facts.pages import Wrong, wrong_pages
from ..report import Found
from .asked import Machine


def pages(machine: Machine) -> Found:
    site = machine.site_url.rstrip("/")
    try:
        wrong = wrong_pages(site, machine.said["name"], machine.fetch)
    except OSError as error:
        return Found(
            f"{site} ne répond pas ({error})",
            "son nom mène-t-il à cette machine ? Le mandataire (Caddy) tourne-t-il ?",
        )
    if wrong:
        return Found(f"{len(wrong)} ne vont pas, à {site}", "\n".join(map(_told, wrong)))
    return Found(f"{site} répond : accueil, un thème, événements, description de l’API")


def _told(wrong: Wrong) -> str:
    if wrong.ours:
        return f"{wrong.path} : {wrong.status}"
    return f"{wrong.path} : ce n’est pas ce site qui répond"
