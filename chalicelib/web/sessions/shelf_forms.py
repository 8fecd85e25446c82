"""The boxes of what an adviser keeps at hand: in an outcome's form, and where she arranges them."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from ...domain.documents.documents import Tool
from ...domain.programme import UsualTool
from ..http.forms import Fields, first, with_scheme

PICKED_TOOL, PICKED_STEP = "outil_choisi", "etape_choisie"
"""Boxes of what the adviser keeps at hand: a tool as `box_of` writes it, a step as it is."""

KEEP_TOOL, KEEP_STEP = "garder_outil", "garder_etape"
"""Boxes beside a row, to keep it at hand: the row's number, from 1."""


def box_of(tool: Tool | UsualTool) -> str:
    """Return what a box stands for; why a tool fits is said of those of the programme alone."""
    why = {"why": tool.why} if tool.why else {}
    return urlencode({"name": tool.name, "url": tool.url, **why})


def picked(value: str) -> dict[str, str]:
    """Return the tool that a box stands for."""
    said = {"name": [""], "url": [""], **parse_qs(value)}
    return {name: first(said, name) for name in ("name", "url", "why") if name in said}


def ticked(fields: Fields) -> dict[str, Any]:
    """Return the body of what is to be kept of an outcome's form: the rows that are ticked."""
    tools = zip(fields.get("tool_name", []), fields.get("tool_url", []), strict=False)
    kept_tools, kept_steps = fields.get(KEEP_TOOL, []), fields.get(KEEP_STEP, [])
    return {
        "tools": [
            {"name": name, "url": with_scheme(url)}
            for row, (name, url) in enumerate(tools, 1)
            if str(row) in kept_tools and name.strip()
        ],
        "next_steps": [
            step
            for row, step in enumerate(fields.get("next_step", []), 1)
            if str(row) in kept_steps and step.strip()
        ],
    }


def shelf_body(fields: Fields) -> dict[str, Any]:
    """Return the body of the page on which a shelf is arranged: what stays, and what is new."""
    name, url, step = (first(fields, each) for each in ("name", "url", "step"))
    new = [{"name": name, "url": with_scheme(url)}] if (name + url).strip() else []
    return {
        "tools": [*map(picked, fields.get(PICKED_TOOL, [])), *new],
        "next_steps": [*fields.get(PICKED_STEP, []), *([step] if step.strip() else [])],
    }
