"""Every route of imports."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

LARGEST_ARCHIVE = 4_400_000
"""Bytes: as much as Lambda takes, in base64 and with the rest of the request."""

routes.api("POST", "/api/v1/staff/imports", Who.ADMIN, api.post_import, limit=LARGEST_ARCHIVE)
routes.api(
    "POST",
    "/api/v1/staff/imports/corrected",
    Who.ADMIN,
    api.post_corrected,
    limit=LARGEST_ARCHIVE,
)
routes.api("GET", "/api/v1/staff/imports/{edition}", Who.ADMIN, api.get_archive)

PARCEL = "/equipe/importations/{parcel_id}"

routes.page("GET", "/equipe/importations", Who.ADMIN, pages.imports_page)
routes.page("POST", "/equipe/importations", Who.ADMIN, pages.submit_files, limit=LARGEST_ARCHIVE)
routes.page("GET", PARCEL, Who.ADMIN, pages.parcel_page)
routes.page("POST", f"{PARCEL}/fichiers", Who.ADMIN, pages.submit_more_files, limit=LARGEST_ARCHIVE)
routes.page("POST", f"{PARCEL}/retirer", Who.ADMIN, pages.submit_taking_out)
routes.page("POST", f"{PARCEL}/reponses", Who.ADMIN, pages.submit_answers)
routes.page("GET", f"{PARCEL}/garder", Who.ADMIN, pages.keeping_page)
routes.page("POST", f"{PARCEL}/garder", Who.ADMIN, pages.submit_keeping)
routes.page("GET", f"{PARCEL}/corrections.csv", Who.ADMIN, pages.mistakes_file)
routes.page("GET", f"{PARCEL}/copie-corrigee.zip", Who.ADMIN, pages.corrected_copy)
