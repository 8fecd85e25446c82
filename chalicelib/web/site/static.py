"""Style sheet, fonts and pictures, from the package."""

from functools import cache

from chalice.app import Request, Response

from ...domain.errors import NotFound
from ...settings import TEMPLATES
from ..http import responses

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def static_file(request: Request, name: str) -> Response:
    return _serve(name)


def font_file(request: Request, name: str) -> Response:
    return _serve(f"fonts/{name}")


def favicon(request: Request) -> Response:
    return _serve("icon.svg")


def _serve(name: str) -> Response:
    path = _files().get(name)
    if path is None:
        raise NotFound
    content = (TEMPLATES / "static" / path).read_bytes()
    return responses.raw(content, TYPES[f".{name.rpartition('.')[2]}"])


@cache
def _files() -> dict[str, str]:
    """List the files to serve: no path of a request reaches the file system."""
    folder = TEMPLATES / "static"
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return {name: name for name in names if f".{name.rpartition('.')[2]}" in TYPES}
