"""`python -m infra.themes [FOLDER]`: everything that is to be mended in the themes' texts."""

import sys
from collections.abc import Iterator
from pathlib import Path

from chalicelib.settings import TEMPLATES

from . import form, links, reading, spelling
from .source import Problem, Source


def problems(folder: Path) -> Iterator[Problem]:
    """Raises FileNotFoundError without hunspell."""
    sources = [Source.read(path) for path in sorted(folder.glob("*.md"))]
    for source in sources:
        yield from form.check(source)
        yield from links.check(source)
        yield from reading.check(source)
    yield from spelling.check(sources)


def main(folder: Path) -> int:
    found = list(problems(folder))
    for problem in sorted(found, key=lambda p: (p.file, p.line)):
        print(f"{folder.name}/{problem}", file=sys.stderr)
    print(f"themes: {len(found)} to mend" if found else "themes: all well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "themes"))
