"""`python -m infra.costs [--check]`: what a stage costs a month, into `docs/costs.md`.

`--check` writes nothing and exits with 1 if the file says otherwise.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from infra.packaging.stack import LOGS_KEPT, stack

from .bill import Bill
from .counted import counted, mail_metrics, memory, polled_queues
from .prices import read_prices
from .table import costs, document
from .usage import Usage, added, read_usage

OUTPUT = Path(__file__).resolve().parents[2] / "docs/costs.md"


def main(arguments: Sequence[str]) -> int:
    said = written()
    if "--check" in arguments:
        if OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == said:
            return 0
        print(f"✗ {OUTPUT.name} is out of date: make costs", file=sys.stderr)
        return 1
    OUTPUT.write_text(said, encoding="utf-8")
    print(costs(bill(read_usage(memory())), read_prices()), end="")
    return 0


def written() -> str:
    """Return the document as it should be."""
    usage = read_usage(memory())
    return document(bill(usage), read_prices(), usage)


def bill(usage: Usage) -> Bill:
    whole = stack()

    return Bill(
        fixed=added(usage.fixed(polled_queues(whole)), counted(whole)),
        journey=usage.journey(),
        kept=usage.kept(),
        months=usage.months,
        logs_months=LOGS_KEPT / 30,
        metrics=mail_metrics,
        firewall=usage.firewall(),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
