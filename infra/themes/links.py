"""Checks links: to the Web, and to hosts that an editor has vouched for."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from chalicelib.adapters.texts.content import SECTION
from chalicelib.adapters.texts.markdown import theme_html

from .known import listed, where_to_add
from .source import Problem, Source

VOUCHED = Path(__file__).with_name("hosts.txt")
"""Hosts that an editor has opened and knows, one a line."""


def check(source: Source) -> Iterator[Problem]:
    hosts = set(listed(VOUCHED))
    anchors = {anchor for anchor, _ in SECTION.findall(theme_html(source.text))}
    for token in source.tokens:
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            line += child.type == "softbreak"
            address = child.attrGet("href") if child.type == "link_open" else None
            if address is not None:
                fault = _fault(str(address), hosts, anchors)
                if fault:
                    yield source.problem(line, f"{address}: {fault}")


def _fault(address: str, hosts: set[str], anchors: set[str]) -> str:
    if address.startswith("#"):
        return "" if address[1:] in anchors else "no section of that name"
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return ""
    if parts.scheme != "https" or not parts.hostname:
        return "a link begins with https://"
    if parts.hostname not in hosts:
        return f"open it, then add {parts.hostname} to {where_to_add(VOUCHED)}"
    return ""
