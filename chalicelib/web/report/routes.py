"""Every route of reports."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.keeping import Kept
from ..http.routing import LONGEST_NOTES, Routes, Who, later

if TYPE_CHECKING:
    from . import api, files, pages, publication, team
else:
    api, files, pages, publication, team = later(
        __package__, "api", "files", "pages", "publication", "team"
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api(
    "GET",
    "/api/v1/reports/{edition}",
    Who.ANYBODY,
    api.get_public_report,
    kept=Kept.BRIEFLY,
)
routes.api("GET", "/api/v1/staff/report", Who.STAFF, api.get_report, act=Act.READ_REPORT)
routes.api("GET", "/api/v1/staff/report.csv", Who.STAFF, api.get_report_csv, act=Act.READ_REPORT)
routes.api("GET", "/api/v1/staff/report.pdf", Who.STAFF, files.get_report_pdf, act=Act.READ_REPORT)

routes.page("GET", "/bilans", Who.ANYBODY, pages.reports_page, kept=Kept.BRIEFLY)
routes.page("GET", "/bilans/{edition}", Who.ANYBODY, pages.report_page, kept=Kept.BRIEFLY)
routes.page("GET", "/bilans/{edition}/bilan.pdf", Who.ANYBODY, files.public_pdf, kept=Kept.BRIEFLY)
routes.page(
    "GET", "/bilans/{edition}/donnees.zip", Who.ANYBODY, files.public_data, kept=Kept.BRIEFLY
)
routes.page("GET", "/bilans/{edition}/apercu", Who.LINK, pages.preview_page)
routes.page("GET", "/bilans/{edition}/apercu/bilan.pdf", Who.LINK, files.preview_pdf)
routes.page("GET", "/bilans/{edition}/apercu/donnees.zip", Who.LINK, files.preview_data)

routes.page("GET", "/equipe/bilans", Who.STAFF, team.staff_reports_page, act=Act.READ_REPORT)
routes.page(
    "GET", "/equipe/bilans/{edition}", Who.STAFF, team.staff_report_page, act=Act.READ_REPORT
)
routes.page(
    "GET", "/equipe/bilans/{edition}/bilan.pdf", Who.STAFF, files.team_pdf, act=Act.READ_REPORT
)
routes.page(
    "GET", "/equipe/bilans/{edition}/donnees.zip", Who.STAFF, files.team_data, act=Act.READ_REPORT
)
routes.page(
    "GET", "/equipe/bilans/{edition}/textes/{section}", Who.STAFF, team.text_form, act=Act.PUBLISH
)
routes.page(
    "POST",
    "/equipe/bilans/{edition}/textes/{section}",
    Who.STAFF,
    team.submit_text,
    act=Act.PUBLISH,
    limit=LONGEST_NOTES,
)
routes.page(
    "GET",
    "/equipe/bilans/{edition}/publication",
    Who.STAFF,
    publication.publication_page,
    act=Act.PUBLISH,
)
routes.page(
    "POST",
    "/equipe/bilans/{edition}/publication",
    Who.STAFF,
    publication.submit_publication,
    act=Act.PUBLISH,
)
