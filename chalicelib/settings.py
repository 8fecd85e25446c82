"""The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
MERGED = ROOT / "build/templates"
"""Ours and a region's, as `infra.region` merges them; without a region there is none."""


def templates_in(environment: Mapping[str, str]) -> Path:
    """Return the folder of pages, mails, documents, themes and settings.

    The one that is named; a region's merged with ours; or ours, which the package has beside
    chalicelib.
    """
    if named := environment.get("TEMPLATES"):
        return Path(named).resolve()
    return (MERGED if MERGED.is_dir() else ROOT / "templates").resolve()


TEMPLATES = templates_in(os.environ)

SHORTEST_KEY = 32
"""Characters of a key that signs: what is shorter can be found by trying."""


class WeakKey(ValueError):
    """A key that signs links is missing or too short: anybody could make links of their own."""


@dataclass(frozen=True)
class Settings:
    """What the deployment decides.

    `signing_keys` are newest first; the older ones still verify. A function that makes and reads no
    link has none. `mail_rate` is in mails a second, None to ask SES what it allows. `erasure_key`
    makes the marks of those who were erased: "" in functions that erase nobody.
    """

    stage: str
    table: str
    bucket: str
    mail_queue_url: str
    documents_queue_url: str
    site_url: str
    sender_address: str
    configuration_set: str
    signing_keys: tuple[str, ...]
    mail_rate: float | None = None
    erasure_key: str = ""

    @property
    def root(self) -> str:
        """The path of the site: API Gateway's stage, or "" under a domain of ours."""
        return urlsplit(self.site_url).path

    @property
    def secure(self) -> bool:
        return self.site_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings. Raises KeyError naming the variable that was forgotten, and WeakKey."""
    return Settings(
        stage=environment["STAGE"],
        table=environment["TABLE_NAME"],
        bucket=environment["BUCKET_NAME"],
        mail_queue_url=environment["MAIL_QUEUE_URL"],
        documents_queue_url=environment["DOCUMENTS_QUEUE_URL"],
        site_url=environment["SITE_URL"].rstrip("/"),
        sender_address=environment["SENDER_ADDRESS"],
        configuration_set=environment["CONFIGURATION_SET"],
        signing_keys=_signing_keys(environment.get("SIGNING_KEYS")),
        mail_rate=float(environment.get("MAIL_RATE") or 0) or None,
        erasure_key=environment.get("ERASURE_KEY", ""),
    )


def _signing_keys(said: str | None) -> tuple[str, ...]:
    """Return the keys, none where the deployment gives this function none. Raises WeakKey."""
    if said is None:
        return ()
    keys = tuple(key.strip() for key in said.split(","))
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise WeakKey(f"each of SIGNING_KEYS must have {SHORTEST_KEY} characters or more")
    return keys
