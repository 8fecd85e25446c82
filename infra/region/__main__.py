"""`python -m infra.region [FILE]`: what is wrong with what a region says of itself."""

import sys
from pathlib import Path

from chalicelib.settings import TEMPLATES

from .problems import problems


def main(path: Path) -> int:
    found = list(problems(path))
    for each in found:
        print(f"✗ {each}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else TEMPLATES / "programme.toml"))
