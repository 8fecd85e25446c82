"""The tools whose exports are recognised."""

from ..grids import Grid
from .calendly import CALENDLY
from .eventbrite import EVENTBRITE
from .exports import Tool
from .google_forms import GOOGLE_FORMS
from .headers import Header
from .zoom import ZOOM

TOOLS = (ZOOM, CALENDLY, EVENTBRITE, GOOGLE_FORMS)
"""In the order in which they are tried: what is most particular first."""


def recognised(grid: Grid) -> tuple[Tool, Header] | None:
    """Return the tool that exported a sheet, with the line of its columns, if it is one of them."""
    for tool in TOOLS:
        header = tool.header(grid)
        if header is not None:
            return tool, header
    return None


def tool(word: str) -> Tool | None:
    return next((each for each in TOOLS if each.word == word), None)
