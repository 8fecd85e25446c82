"""Draws one theme's document, and notes what that took.

It runs by itself, here and in the minimal root, where only `chalicelib` and the layer are. The PDF
goes to standard output; the notes, to standard error, as a line of JSON.
"""

import ctypes
import json
import os
import resource
import sys
import zlib
from datetime import date
from functools import partial

PROCESSES = ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.system")
NOTES = """Un **essai** à Saint-Jérôme \u2713, « ça va? » \u674e \U0001f3ad

| a | b |
|---|---|
| 1 | 2 |
"""
"""With characters that the text's own fonts lack: a sign, one of Chinese, an emoji."""


class Kept(dict[str, bytes]):
    """A bucket in memory."""

    def find(self, key: str) -> bytes | None:
        return self.get(key)

    def put(self, key: str, content: bytes, content_type: str) -> None:
        self[key] = content

    def forget(self, key: str) -> None:
        self.pop(key, None)


def main(slug: str) -> None:
    started: list[str] = []
    written: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event in PROCESSES:
            started.append(event)
        if event == "open" and isinstance(arguments[0], str) and _to_write(arguments[2]):
            written.append(arguments[0])

    sys.addaudithook(note)
    sys.stdout.buffer.write(document(slug))
    if _had_children():
        started.append("a child process")
    noted = {"versions": _versions(), "started": started, "written": written}
    print(json.dumps(noted), file=sys.stderr)


def _to_write(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & os.O_ACCMODE)


def document(slug: str) -> bytes:
    from chalicelib.adapters.documents.document_pages import Paper
    from chalicelib.adapters.documents.pdf import draw
    from chalicelib.adapters.documents.toolboxes import Toolboxes
    from chalicelib.adapters.texts.content import Library
    from chalicelib.adapters.texts.programme_file import read_programme
    from chalicelib.domain.documents.documents import Tool, Toolbox
    from chalicelib.settings import TEMPLATES

    library = Library(TEMPLATES / "themes")
    paper = Paper(TEMPLATES, read_programme(TEMPLATES / "programme.toml"), "https://example.org")
    drawn = partial(draw, templates=TEMPLATES)
    tools = (Tool("Wikidata", "https://www.wikidata.org", "Pour exister"),)
    theme, day = library.themes()[slug], date(2027, 3, 9)
    toolbox = Toolbox(
        "Zoé D’Essai", theme, day, "Dominique", NOTES, tools, ("Oser",), "emergent", "p1"
    )
    return Toolboxes(library, paper, drawn, Kept(), TEMPLATES).render(toolbox)


def _had_children() -> bool:
    """Return whether there were children, even a native library's, which no audit hook sees."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0
    return True


def _versions() -> dict[str, str]:
    """Return the versions of the libraries that decide on the bytes."""
    pango = ctypes.CDLL("libpango-1.0.so.0").pango_version_string
    harfbuzz = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
    pango.restype = harfbuzz.restype = ctypes.c_char_p
    fontconfig = ctypes.CDLL("libfontconfig.so.1").FcGetVersion()
    return {
        "Pango": pango().decode(),
        "HarfBuzz": harfbuzz().decode(),
        "fontconfig": str(fontconfig),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


if __name__ == "__main__":
    main(sys.argv[1])
