"""The checks around a folder, in the order in which one meets them."""

from infra.region.places import WrongRegion
from infra.serve.database import NoDatabase
from infra.serve.mail.server import WrongAddress

from ..facts.names import NamesSilent
from ..report import Check, Found, Words
from . import folder, here, site, table
from .asked import Machine

WORDS = Words(
    line="{} : {}",
    first="pas demandé ; d’abord « {} »",
    well="Tout va bien.",
    wrong="{} à corriger, dans cet ordre.",
)

CHECKS: tuple[Check[Machine], ...] = (
    Check("bibliothèques", here.libraries),
    Check("réglages", here.settings),
    Check("exemples", here.examples, ("réglages",)),
    Check("adresse", here.address),
    Check("serveur de courriel", here.mail_server),
    Check("retours", here.bounces),
    Check("boîtes", here.mailboxes, ("réglages", "adresse", "serveur de courriel")),
    Check("dossier", folder.folder),
    Check("place", folder.room, ("dossier",)),
    Check("clés", folder.keys, ("dossier",)),
    Check("marche", folder.running, ("dossier",)),
    Check("table", table.table, ("dossier", "bibliothèques")),
    Check("sauvegardes", folder.backups, ("dossier", "clés")),
    Check("admin", table.admin, ("table",)),
    Check("site", site.pages, ("réglages", "adresse", "marche")),
    Check("courriels", table.mails, ("table",)),
    Check("abandonnés", folder.dead_letters, ("dossier",)),
)


def told(error: Exception) -> Found:
    """Return what a failure means; one that nobody foresaw is said by its type."""
    said = " ".join(str(error).split())
    if isinstance(error, WrongRegion):
        return Found(said, "docs/settings.md, puis make check")
    if isinstance(error, WrongAddress | NoDatabase):
        return Found(said, "docs/operations/one-machine.md")
    if isinstance(error, NamesSilent):
        return Found(said, "le réseau répond-il ? Demandez encore")
    if isinstance(error, PermissionError):
        return Found(f"interdit : {said}", "demandez avec le compte qui sert le site")
    return Found(f"{type(error).__name__} : {said}", "la vérification a échoué : demandez encore")
