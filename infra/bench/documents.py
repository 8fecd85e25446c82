"""A personal document against its own pages alone, and against all of it drawn in one piece."""

import re
from datetime import date
from functools import partial
from io import BytesIO

from pypdf import PdfReader

from chalicelib import wiring
from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.drawing import Drawer
from chalicelib.adapters.documents.joining import finished
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.documents.toolboxes import Toolboxes
from chalicelib.domain.documents.documents import Tool, Toolbox
from chalicelib.settings import TEMPLATES
from infra.layer.drawing import Kept

from .journey import THEME
from .results import Comparison, Result
from .timing import alternated

RUNS = 9
SITE = "https://brigade.example.org"
LEVEL = "emergent"
NOTES = """## Constat

Votre nom s’écrit de trois façons en ligne; votre page « À propos » dit qui, mais pas où.

- Une seule graphie, partout
- Une page par création, avec sa date et son lieu

**À retenir** : vos textes sont bons, ils se cachent.
"""
DRAWN_MEMORY, DRAWN_SIZE = 150, 400


def measure(runs: int = RUNS) -> list[Result]:
    paper = Paper(TEMPLATES, wiring.programme(), SITE)
    in_process = partial(draw, templates=TEMPLATES)
    toolboxes = Toolboxes(wiring.library(), paper, in_process, Kept(), TEMPLATES)
    toolbox = _toolbox(THEME)
    own, whole = paper.participant_html(toolbox), _in_one_piece(paper, toolbox)
    document = toolboxes.render(toolbox)  # from here on, the theme is kept
    spent = alternated(
        runs,
        {
            "document": partial(toolboxes.render, toolbox),
            "own": lambda: finished(draw(own, TEMPLATES)),
            "whole": lambda: finished(draw(whole, TEMPLATES)),
        },
    )
    name = f"personalised document of {len(PdfReader(BytesIO(document)).pages)} pages"
    warm = partial(Comparison, name, spent["document"], "ms")
    return [
        warm("its own pages alone", spent["own"]).ratio_within(1.5),
        warm("all of it in one piece", spent["whole"]).ratio_within(0.1),
        _memory(whole),
        _size(toolboxes),
    ]


def _memory(whole: str) -> Result:
    """Measure the process that draws, after a whole document in one piece."""
    drawer = Drawer(TEMPLATES)
    drawer.draw(whole)
    peak = drawer.peak_megabytes()
    drawer.close()
    name = "peak memory of the process that draws"
    return Comparison(name, peak, "MB", "the limit set", DRAWN_MEMORY).value_within(DRAWN_MEMORY)


def _size(toolboxes: Toolboxes) -> Result:
    """Measure the document of the largest theme."""
    sizes = {slug: len(toolboxes.render(_toolbox(slug))) / 1000 for slug in wiring.themes()}
    largest = max(sizes, key=lambda slug: sizes[slug])
    name = f"largest document, {largest}"
    limit = DRAWN_SIZE
    return Comparison(name, sizes[largest], "kB", "the limit set", limit).value_within(limit)


def _in_one_piece(paper: Paper, toolbox: Toolbox) -> str:
    """Return both parts as one page of HTML."""
    library, slug = wiring.library(), toolbox.theme.slug
    theme = paper.theme_html(toolbox.theme, LEVEL, library.paper_html(slug, LEVEL))
    body = re.search("<body[^>]*>(.*)</body>", theme, re.DOTALL)
    assert body is not None
    return paper.participant_html(toolbox).replace("</body>", f"{body[1]}</body>")


def _toolbox(slug: str) -> Toolbox:
    return Toolbox(
        participant_name="Zoé D’Essai",
        theme=wiring.themes()[slug],
        held_on=date(2027, 3, 9),
        adviser_name="Dominique Exemple",
        notes=NOTES,
        tools=(Tool("Wikidata", "https://www.wikidata.org", "Se relier."),),
        next_steps=("Corriger la fiche", "Ajouter les données structurées"),
        level=LEVEL,
        referral_code="p0123456789abcdef0123",
    )
