"""`python -m infra.recipes [words …]`: follows each recipe in a copy and sees its checks green.

Exits with 1 if a recipe's patch no longer applies, a check of it is red, or CONTRIBUTING.md has
another recipe.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..mutations.copies import ROOT, copied, played, ran
from .recipes import RECIPES, Recipe

PATCHES = Path(__file__).parent


def main(words: Sequence[str]) -> int:
    chosen = [each for each in RECIPES if all(word in each.title for word in words)]
    lost = sorted(untold())
    for failure in lost:
        print(f"✗ {failure}", file=sys.stderr)
    return 1 if played(followed, chosen) or lost else 0


def untold() -> Iterator[str]:
    """Yield the recipes that stand in CONTRIBUTING.md or here alone."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, changes = text.partition("## Eight changes\n")
    told = set(re.findall(r"(?m)^\*\*(.+)\.\*\*", changes.partition("\n## ")[0]))
    for title in told ^ {each.title for each in RECIPES}:
        yield f"{title}: in CONTRIBUTING.md or in infra/recipes/recipes.py alone"


def followed(recipe: Recipe) -> str:
    """Return what is wrong once a recipe is followed, or ""."""
    with copied() as folder:
        patch = PATCHES / f"{recipe.patch}.patch"
        applied = subprocess.run(
            ["git", "apply", "-C1", str(patch)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if applied.returncode:
            return f"{recipe.title}: {patch.name} no longer applies\n{applied.stderr}"
        for command in recipe.commands:
            run = ran(folder, command)
            if run.returncode:
                return f"{recipe.title}: {' '.join(command)}\n{(run.stdout + run.stderr)[-3000:]}"
    print(f"✓ {recipe.title}", flush=True)
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
