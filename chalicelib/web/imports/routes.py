"""Every route of imports."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

LARGEST_ARCHIVE = 4_400_000
"""Bytes: as much as Lambda takes, in base64 and with the rest of the request."""

routes.api(
    "POST",
    "/api/v1/staff/imports",
    Who.STAFF,
    api.post_import,
    act=Act.IMPORT,
    limit=LARGEST_ARCHIVE,
)
routes.api(
    "POST",
    "/api/v1/staff/imports/corrected",
    Who.STAFF,
    api.post_corrected,
    act=Act.IMPORT,
    limit=LARGEST_ARCHIVE,
)
routes.api(
    "GET",
    "/api/v1/staff/imports/{edition}",
    Who.STAFF,
    api.get_archive,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
)

PARCEL = "/equipe/importations/{parcel_id}"

routes.page("GET", "/equipe/importations", Who.STAFF, pages.imports_page, act=Act.IMPORT)
routes.page(
    "POST",
    "/equipe/importations",
    Who.STAFF,
    pages.submit_files,
    act=Act.IMPORT,
    limit=LARGEST_ARCHIVE,
)
routes.page("GET", PARCEL, Who.STAFF, pages.parcel_page, act=Act.IMPORT, shows=Shows.ARCHIVE)
routes.page(
    "POST",
    f"{PARCEL}/fichiers",
    Who.STAFF,
    pages.submit_more_files,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
    limit=LARGEST_ARCHIVE,
)
routes.page(
    "POST",
    f"{PARCEL}/retirer",
    Who.STAFF,
    pages.submit_taking_out,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
)
routes.page(
    "POST",
    f"{PARCEL}/reponses",
    Who.STAFF,
    pages.submit_answers,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
)
routes.page(
    "GET", f"{PARCEL}/garder", Who.STAFF, pages.keeping_page, act=Act.IMPORT, shows=Shows.ARCHIVE
)
routes.page(
    "POST", f"{PARCEL}/garder", Who.STAFF, pages.submit_keeping, act=Act.IMPORT, shows=Shows.ARCHIVE
)
routes.page(
    "GET",
    f"{PARCEL}/corrections.csv",
    Who.STAFF,
    pages.mistakes_file,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
)
routes.page(
    "GET",
    f"{PARCEL}/copie-corrigee.zip",
    Who.STAFF,
    pages.corrected_copy,
    act=Act.IMPORT,
    shows=Shows.ARCHIVE,
)
