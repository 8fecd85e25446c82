"""`python -m infra.themes [FOLDER]`: what is to be mended in the texts of a region.

The themes, `survey.toml`, `words.toml` and the texts of mails; or the themes of FOLDER alone.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from chalicelib.settings import TEMPLATES

from . import form, links, reading, spelling, survey
from .known import of_the_region
from .source import Problem, Source

PLACEHOLDER = re.compile(r"\{\w+\}")
"""What stands for something else in the text of a mail, and is no word."""


def problems(folder: Path, theirs: Callable[[str], bool] = lambda _: False) -> Iterator[Problem]:
    """Yield what is wrong with the themes. Raises FileNotFoundError without hunspell.

    A theme that is `theirs`, by its name, is as long as they like: what ours have is an advice.
    """
    paths = sorted(folder.glob("*.md"))
    sources = [Source.read(path, ours=not theirs(path.name)) for path in paths]
    for source in sources:
        yield from form.check(source)
        yield from links.check(source)
        yield from reading.check(source)
    yield from spelling.check(sources)


def problems_of_words(templates: Path) -> Iterator[Problem]:
    """Yield what is wrong with the words. Raises FileNotFoundError without hunspell."""
    yield from survey.check(templates / "survey.toml")
    yield from spelling.check_words(
        (path.name, line, PLACEHOLDER.sub("", words))
        for path in (
            templates / "survey.toml",
            templates / "words.toml",
            *sorted((templates / "emails" / "texts").glob("*.toml")),
        )
        for line, words in survey.TomlSource(path).prose()
    )


def main(themes: Path, templates: Path | None) -> int:
    theirs = of_the_region if templates else lambda _: False
    found = [(f"{themes.name}/", problem) for problem in problems(themes, theirs)]
    if templates:
        found += [("", problem) for problem in problems_of_words(templates)]
    for folder, problem in sorted(found, key=lambda each: (each[1].file, each[1].line)):
        print(f"{folder}{problem}", file=sys.stderr)
    wrong = sum(not problem.advice for _, problem in found)
    told = f"texts: {wrong} to mend" if wrong else "texts: all well"
    print(f"{told} (spelling: {spelling.dictionary()})")
    return 1 if wrong else 0


if __name__ == "__main__":
    alone = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(main(alone, None) if alone else main(TEMPLATES / "themes", TEMPLATES))
