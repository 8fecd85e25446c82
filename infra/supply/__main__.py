"""Check the licences of what is shipped, and that no file holds a key: what is wrong, a line each.

python -m infra.supply            check
python -m infra.supply licences   write docs/licences.md again
"""

import sys
from pathlib import Path

from .licences import TABLE, refused, shipped, table
from .secrets import held

ROOT = Path(__file__).resolve().parents[2]


def main(words: list[str]) -> int:
    packages = shipped(ROOT)
    if words == ["licences"]:
        (ROOT / TABLE).write_text(table(packages), encoding="utf-8")
        return 0
    wrong = [*refused(packages), *held(ROOT)]
    if (ROOT / TABLE).read_text(encoding="utf-8") != table(packages):
        wrong.append(f"{TABLE}: not of the packages that are shipped: make licences")
    for line in wrong:
        print(f"✗ {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
