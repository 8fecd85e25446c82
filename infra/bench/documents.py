"""The personalised document against its cover alone: what its other pages cost."""

import shutil
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from chalicelib import wiring
from chalicelib.adapters.pdf import PdfRenderer
from chalicelib.domain.documents import Tool, Toolbox
from chalicelib.settings import TEMPLATES

from .journey import OUTCOME, THEME
from .results import Comparison, Result, Unmeasured
from .timing import alternated

RUNS = 7
PAGE = 2
"""What a page of text may cost, in covers."""
TEMPLATE = "documents/toolbox.html"


def measure(runs: int = RUNS) -> list[Result]:
    toolbox, body = _toolbox(), wiring.library().body_html(THEME)
    with TemporaryDirectory() as folder:
        whole, cover = PdfRenderer(TEMPLATES), PdfRenderer(_cover_alone(Path(folder)))
        pages = _pages(whole.render(toolbox, body))
        if _pages(cover.render(toolbox, "")) != 1:
            raise Unmeasured("the cover alone is not one page")
        subjects = {
            "whole": partial(whole.render, toolbox, body),
            "cover": partial(cover.render, toolbox, ""),
        }
        spent = alternated(runs, subjects)
    name = f"PDF of {pages} pages, {THEME}"
    comparison = Comparison(name, spent["whole"], "ms", "its cover alone", spent["cover"])
    return [comparison.ratio_within(PAGE * pages)]


def _toolbox() -> Toolbox:
    return Toolbox(
        participant_name="Zoé D’Essai",
        theme=wiring.themes()[THEME],
        held_on=date(2027, 3, 9),
        adviser_name="Dominique Exemple",
        notes=OUTCOME["notes"],
        tools=tuple(Tool(**tool) for tool in OUTCOME["tools"]),
        next_steps=tuple(OUTCOME["next_steps"]),
    )


def _cover_alone(folder: Path) -> Path:
    """The templates with a document that ends after its first section."""
    for name in ("documents", "static"):
        shutil.copytree(TEMPLATES / name, folder / name)
    template = folder / TEMPLATE
    cover, _, _ = template.read_text(encoding="utf-8").partition("</section>")
    template.write_text(f"{cover}</section></body></html>", encoding="utf-8")
    return folder


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)
