"""No file of the repository holds a key or a password, as detect-secrets sees them.

A line that only looks like one says so: `pragma: allowlist secret`, and why.
"""

from collections.abc import Iterator
from pathlib import Path

PLACES = (
    ".chalice",
    ".ci",
    "app.py",
    "chalicelib",
    "docs",
    "infra",
    "pyproject.toml",
    "templates",
    "tests",
)
NOT_READ = (".json.gz", ".jpg", ".lock", ".otf", ".pdf", ".png", ".pyc", ".ttf", ".woff2")
INVENTED = ("tests/adapters/dynamodb/golden",)
"""Folders of files that cannot hold a comment; a test makes them from invented values."""


def held(root: Path) -> Iterator[str]:
    """Yield a line for each place that looks like a secret."""
    from detect_secrets.core.secrets_collection import SecretsCollection
    from detect_secrets.settings import default_settings

    secrets = SecretsCollection(root=str(root))
    with default_settings():
        secrets.scan_files(*_files(root))
    for file, secret in secrets:
        yield f"{file}:{secret.line_number}: looks like a secret ({secret.type})"


def _files(root: Path) -> Iterator[str]:
    for place in PLACES:
        path = root / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = str(file.relative_to(root))
            if file.is_file() and not name.endswith(NOT_READ) and not name.startswith(INVENTED):
                yield name
