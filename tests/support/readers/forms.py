"""What a browser would send of a page's form."""

from html.parser import HTMLParser


def boxes(page: str) -> dict[str, list[str]]:
    """The inputs of a page with one form: those of its menu are left out."""
    reader = _Boxes()
    reader.feed(page.partition("<main")[2])
    return reader.found


class _Boxes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, kind = told.get("name"), told.get("type") or "text"
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in told):
            self.found.setdefault(name, []).append(told.get("value") or "")
