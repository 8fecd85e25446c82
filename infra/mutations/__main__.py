"""`python -m infra.mutations [words …]`: makes each mistake in a copy and sees it red.

Exits with 1 if one goes unseen, or is seen without being named.
"""

import sys
from collections.abc import Sequence

from .copies import ROOT, changed, copied, played, ran
from .mistake import Mistake
from .mistakes import MISTAKES


def main(words: Sequence[str]) -> int:
    chosen = [each for each in MISTAKES if all(word in each.name for word in words)]
    return 1 if played(seen, chosen) else 0


def seen(mistake: Mistake) -> str:
    """Return what is wrong with how a mistake was found, or ""."""
    if mistake.before not in (ROOT / mistake.file).read_text(encoding="utf-8"):
        return f"{mistake.name}: {mistake.file} has no such place"
    with copied() as folder:
        changed(folder / mistake.file, mistake.before, mistake.after)
        run = ran(folder, mistake.check)
    if run.returncode == 0:
        return f"{mistake.name}: nothing sees it"
    if mistake.told not in run.stdout + run.stderr:
        return f"{mistake.name}: seen, but not named\n{run.stdout[-2000:]}"
    print(f"✓ {mistake.name}", flush=True)
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
