"""`python -m infra.region.rendering`: what cannot be rendered of what TEMPLATES names."""

import sys
from collections.abc import Iterator
from pathlib import Path

from chalicelib.settings import TEMPLATES

from ..look.drawn_with import wide_of_look
from .crawl import Crawl
from .failures import Failures
from .labels import of_our_people
from .laws import of_our_law
from .mails import mails
from .names import names_of_ours
from .papers import papers
from .shown import not_shown, noted
from .world import Refused, World


def problems(templates: Path) -> Iterator[str]:
    """Yield what could not be rendered, with the file and the line that it failed at."""
    failures = Failures(templates)
    with World() as world, failures.noted():
        try:
            world.happen()
        except Refused as refused:
            yield from failures.told(f"{refused}")
        names = names_of_ours(templates)
        crawl = Crawl(world, failures, names)
        yield from crawl.problems()
        yield from mails(failures, world.now, names)
        yield from papers(failures)
        yield from failures.told("")
        print(f"rendered: {crawl.seen} pages and files, each mail, each document", flush=True)


def main() -> int:
    with noted() as names:
        found = list(dict.fromkeys(problems(TEMPLATES)))
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    for each in not_shown(names):
        print(f"  not rendered, look at it yourself: {each}")
    for each in of_our_law(TEMPLATES):
        print(f"  says a law that is not yours, leave it out or write yours: {each}")
    for each in of_our_people(TEMPLATES):
        print(f"  says who ours are, say who yours are in your own {each}")
    for each in wide_of_look(TEMPLATES):
        print(f"  look at a report, whose words may be over one another: static/fonts/{each}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
