"""Libraries that the API function loads at start although only some requests need them."""

from ..results import Comparison, Result
from .cold import HANDLER, cold_start

LATER = (
    "babel",
    "email_validator",
    "fontTools",
    "icalendar",
    "itsdangerous",
    "jinja2",
    "markdown_it",
    "pydantic",
    "pypdf",
    "weasyprint",
    "yaml",
)


def measure() -> list[Result]:
    loaded = sorted(set(LATER) & set(cold_start(HANDLER).modules))
    name = "libraries loaded at start that can wait"
    if loaded:
        name += f" ({', '.join(loaded)})"
    comparison = Comparison(name, len(loaded), "modules", "those that can wait", len(LATER))
    return [comparison.value_within(0)]
