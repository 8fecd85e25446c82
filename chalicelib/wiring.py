"""The only place where adapters meet workflows.

Nothing is built at import: a function pays only for what it uses. Each adapter is built once per
container, but for the store. The local system and tests set their own clock with `use_clock`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from . import clock, correlation
from .connections import client as client
from .connections import erased_marks
from .connections import files as files
from .connections import queues as queues
from .connections import settings as settings
from .packaged import adjusted as adjusted
from .packaged import library as library
from .packaged import offered as offered
from .packaged import own_themes as own_themes
from .packaged import printable as printable
from .packaged import programme as programme
from .packaged import questionnaire as questionnaire
from .packaged import themes as themes
from .running import with_providers
from .settings import TEMPLATES

if TYPE_CHECKING:
    from .adapters.assets import Assets
    from .adapters.documents.drawing import Drawer
    from .adapters.documents.toolboxes import Toolboxes
    from .adapters.dynamodb.store import Store
    from .adapters.external.calendars import ExternalCalendars
    from .adapters.imports.archives import Zips
    from .adapters.imports.spreadsheets import Workbooks
    from .adapters.links import Links
    from .adapters.mail.composer import MailComposer
    from .adapters.mail.mailer import Mailer
    from .adapters.report.paper import ReportPaper
    from .adapters.sealed_files import SealedFiles
    from .adapters.sealed_places import SealedPlaces
    from .adapters.texts.templates import Templates
    from .domain.imports.forms import Vocabulary
    from .domain.report.sections.shapes import Names
    from .domain.unreadable import Unreadable

now: Callable[[], datetime] = clock.system_now


def use_clock(source: Callable[[], datetime]) -> None:
    """Replace the system's clock, for the local system and for tests."""
    global now
    now = source


outside: Callable[[str], bytes] | None = None


def use_outside(fetch: Callable[[str], bytes]) -> None:
    """Replace what fetches the calendars of advisers, for the local system and for tests."""
    global outside
    outside = fetch


def store() -> "Store":
    """Return a new store for each story: the time that it may spend waiting counts from here."""
    from .adapters.dynamodb.store import Store

    return Store(
        partial(client, "dynamodb"),
        settings().table,
        correlation.current.get,
        unreadable=unreadable,
    )


def unreadable(items: "list[Unreadable]") -> None:
    """Report items that cannot be read."""
    from .observability import tell_unreadable

    tell_unreadable(items, settings().stage)


def sealed_files() -> "SealedFiles":
    from .adapters.sealed_files import SealedFiles
    from .domain.people.keys import PersonKey

    return SealedFiles(files(), lambda person_id: PROVIDERS["store"]().one(PersonKey, person_id))


def archives() -> "Zips":
    from .adapters.imports.archives import Zips

    return Zips()


def external_calendars() -> "ExternalCalendars":
    from .adapters.external.calendars import ExternalCalendars
    from .adapters.external.fetching import fetch
    from .adapters.mail.calendars import ids_end

    own = ids_end(settings().sender_address)
    return ExternalCalendars(outside or fetch, programme().zone, own)


def spreadsheets() -> "Workbooks":
    from .adapters.imports.spreadsheets import Workbooks

    return Workbooks()


def vocabulary() -> "Vocabulary":
    from .adapters.texts.naming import of_files

    return of_files(themes(), programme())


@cache
def mailer() -> "Mailer":
    from .adapters.mail.mailer import Mailer
    from .adapters.mail.pace import AccountRate, Pace

    said, new_client = settings().mail_rate, partial(client, "sesv2", 1)
    return Mailer(
        new_client,
        settings().configuration_set,
        programme().sender_name,
        settings().sender_address,
        programme().contact_email,
        Pace((lambda: said) if said else AccountRate(new_client)),
    )


def refresh(at_once: bool = False) -> None:
    """Ask what admins set, once a minute; what was built for another programme is built anew.

    Each request and each event begins with it. If nobody can tell, what held goes on holding.
    """
    if not (adjusted().due(now()) or at_once):
        return
    from .workflows.adjusting.read_settings import current_adjustments

    try:
        changed = adjusted().take(run(current_adjustments))
    except Exception:
        from .observability import logger

        logger.exception("settings not read")
        return
    if changed:
        _forget_programme()


def _forget_programme() -> None:
    for provider in (mailer, templates, composer, toolboxes, report_paper):
        provider.cache_clear()
    if adjusted().refused:
        from .observability import logger

        logger.error("settings refused", extra={"keys": adjusted().refused})


@cache
def links() -> "Links":
    from .adapters.links import Links

    return Links(settings().signing_keys, settings().site_url)


@cache
def places() -> "SealedPlaces":
    from .adapters.sealed_places import SealedPlaces

    return SealedPlaces(settings().signing_keys)


@cache
def templates() -> "Templates":
    from .adapters.texts.french import French
    from .adapters.texts.templates import Templates

    shared = {
        "programme": programme(),
        "site": settings().site_url,
        "root": settings().root,
        "shown": lambda before: links().shown(before, now()),
        "static": lambda name: f"/static/{assets().stamped(name)}",
    }
    return Templates(TEMPLATES, French(programme().zone, programme().language), shared)


@cache
def assets() -> "Assets":
    """Return the site's files. They are of the package alone, so `forget` leaves them."""
    from .adapters.assets import Assets

    return Assets(TEMPLATES / "static", programme().look)


@cache
def composer() -> "MailComposer":
    from .adapters.mail.composer import MailComposer

    return MailComposer(
        templates(), links(), sealed_files(), themes(), programme(), settings().sender_address
    )


@cache
def toolboxes() -> "Toolboxes":
    """Return the renderer of documents; what it draws with starts when something is drawn."""
    from .adapters.documents.document_pages import Paper
    from .adapters.documents.toolboxes import Toolboxes

    paper = Paper(TEMPLATES, programme(), settings().site_url)
    return Toolboxes(library(), paper, drawer().draw, files(), TEMPLATES)


def report_names() -> "Names":
    """Return what the keys of a report are called."""
    from .adapters.texts.naming import of_reports

    return of_reports(themes(), templates().words, questionnaire())


@cache
def report_paper() -> "ReportPaper":
    """Return what prints reports: their pages where they are asked for, the PDF as `toolboxes`."""
    from .adapters.documents.document_pages import Paper
    from .adapters.report.paper import ReportPaper

    paper = Paper(TEMPLATES, programme(), settings().site_url)
    return ReportPaper(paper, report_names(), drawer().draw, TEMPLATES)


@cache
def drawer() -> "Drawer":
    """Return what draws PDFs, in a process of its own; of the package alone, as `assets` are."""
    from .adapters.documents.drawing import Drawer

    return Drawer(TEMPLATES)


def forget() -> None:
    """Forget every adapter built so far, as in a new container."""
    for provider in (
        settings,
        client,
        files,
        erased_marks,
        queues,
        mailer,
        adjusted,
        questionnaire,
        library,
        links,
        templates,
        composer,
        toolboxes,
        report_paper,
    ):
        provider.cache_clear()


PROVIDERS: dict[str, Callable[[], Any]] = {
    "archives": archives,
    "composer": composer,
    "defaults": lambda: adjusted().defaults,
    "external_calendars": external_calendars,
    "files": files,
    "hide": lambda: links().hide,
    "mailer": mailer,
    "marks": erased_marks,
    "mail_texts": lambda: templates().mail_texts,
    "new_id": lambda: clock.random_id,
    "new_secret": lambda: clock.random_secret,
    "now": lambda: now(),
    "programme": programme,
    "queues": queues,
    "report_paper": report_paper,
    "sealed_files": sealed_files,
    "toolboxes": toolboxes,
    "spreadsheets": spreadsheets,
    "store": store,
    "themes": themes,
    "vocabulary": vocabulary,
}
"""What a story may ask for, by the name of its keyword-only parameter."""


run = with_providers(PROVIDERS)
"""Tells a story with the adapters it names. `web` and `handlers` call this and nothing deeper."""
