"""What a mistake is, and the checks that find it."""

from dataclasses import dataclass

WEB, WORKFLOWS, DOMAIN = "chalicelib/web", "chalicelib/workflows", "chalicelib/domain"
TYPES = ("mypy", "app.py", "chalicelib")
ARROWS = ("lint-imports", "--no-cache")
FORM = ("ruff", "check", "--no-cache", "chalicelib")


def tests(*paths: str) -> tuple[str, ...]:
    return ("python", "-m", "pytest", "-n", "0", "-x", *paths)


@dataclass(frozen=True)
class Mistake:
    """The first `before` in `file` is replaced by `after`. `told`: what the red check prints."""

    name: str
    file: str
    before: str
    after: str
    check: tuple[str, ...]
    told: str
