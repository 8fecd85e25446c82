"""`python -m infra.bench [measurement …]`: a table on screen and `build/bench.json`.

Exits with 1 if a measurement could not be made; a goal that is missed is not an error.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import (
    calls,
    client_time,
    costs,
    documents,
    past_editions,
    printing,
    reports,
    rush,
    sweeping,
)
from .apart import apart
from .results import Result
from .starting import first_answers, modules, package, start_up
from .table import as_json, as_table
from .team import pages, people

OUTPUT = Path("build/bench.json")

MEASUREMENTS: dict[str, Callable[[], list[Result]]] = {
    "start_up": start_up.measure,
    "first_answers": first_answers.measure,
    "package": package.measure,
    "modules": modules.measure,
    "calls": calls.measure,
    "client_time": client_time.measure,
    "sweeping": sweeping.measure,
    "rush": rush.measure,
    "people": people.measure,
    "team_pages": pages.measure,
    "documents": documents.measure,
    "past_editions": past_editions.measure,
    "reports": reports.measure,
    "printing": printing.measure,
    "costs": costs.measure,
}


def main(names: Sequence[str]) -> int:
    results: list[Result] = []
    failed = False
    for name in names or MEASUREMENTS:
        print(f"› {name}", file=sys.stderr)
        try:
            results += apart(MEASUREMENTS[name])
        except Exception as error:
            failed = True
            print(f"✗ {name}: {type(error).__name__}: {error}", file=sys.stderr)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(as_json(results), encoding="utf-8")
    print(as_table(results))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
