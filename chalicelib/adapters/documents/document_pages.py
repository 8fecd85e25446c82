"""The pages of documents as HTML: a participant's own, a theme's for one level, a report's."""

import re
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from chalicelib.domain.documents.documents import Toolbox
from chalicelib.domain.documents.themes import Theme
from chalicelib.domain.programme import Programme

from ..texts.callouts import CALLOUTS
from ..texts.content import sections
from ..texts.french import long_date
from ..texts.look_file import painted
from ..texts.markdown import notes_html
from ..texts.typography import french
from .pdf import QR

if TYPE_CHECKING:
    from jinja2 import Environment


class Paper:
    """Fill the templates of one folder with plain values, in Jinja's sandbox."""

    def __init__(self, templates: Path, programme: Programme, site: str) -> None:
        self._templates, self._programme, self._site = templates, programme, site

    def participant_html(self, toolbox: Toolbox) -> str:
        code = toolbox.referral_code
        invitation = f"{self._site}/inscription?code={code}" if code else ""
        return self._environment.get_template("documents/participant.html").render(
            {**asdict(toolbox), "programme": self._programme},
            notes=notes_html(toolbox.notes),
            referral_url=invitation,
            qr=QR + quote(invitation, safe=""),
        )

    def theme_html(self, theme: Theme, level: str, body_html: str) -> str:
        """Return a theme's page; `body_html`, its text for paper, is trusted and not escaped."""
        return self._environment.get_template("documents/theme.html").render(
            theme=theme,
            programme=self._programme,
            body=body_html,
            sections=sections(body_html),
            level_name=CALLOUTS.get(level, level).removeprefix("Niveau "),
            site=self._site,
            page_url=f"{self._site}/themes/{theme.slug}",
        )

    def filled(self, template: str, **values: object) -> str:
        """Return another document, such as a report, of the programme."""
        shared = {"programme": self._programme, "site": self._site}
        return self._environment.get_template(template).render(shared, **values)

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._templates), autoescape=True, undefined=StrictUndefined
        )
        environment.filters |= {
            "long_date": long_date,
            "french": french,
            "painted": lambda drawing: painted(drawing, self._programme.look),
        }
        environment.tests["web_address"] = re.compile("https?://", re.IGNORECASE).match
        return environment
