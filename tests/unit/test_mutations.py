"""The mistakes that `make mutations` makes are still mistakes: their places are in the code."""

from pathlib import Path

from infra.mutations.mistakes import MISTAKES

ROOT = Path(__file__).parents[2]


def test_each_mistake_has_its_place() -> None:
    lost = [each.name for each in MISTAKES if each.before not in (ROOT / each.file).read_text()]
    assert not lost
