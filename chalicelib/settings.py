"""The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
"""Packaged beside chalicelib, at the root of the zip, through `vendor/templates`."""


@dataclass(frozen=True)
class Settings:
    """What the deployment decides.

    `signing_keys` are newest first; the older ones still verify. `mail_rate` is in mails a second,
    None to ask SES what it allows. `erasure_key` makes the marks of those who were erased: "" in
    functions that erase nobody.
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
    """Return the settings. Raises KeyError naming the variable that the deployment forgot."""
    return Settings(
        stage=environment["STAGE"],
        table=environment["TABLE_NAME"],
        bucket=environment["BUCKET_NAME"],
        mail_queue_url=environment["MAIL_QUEUE_URL"],
        documents_queue_url=environment["DOCUMENTS_QUEUE_URL"],
        site_url=environment["SITE_URL"].rstrip("/"),
        sender_address=environment["SENDER_ADDRESS"],
        configuration_set=environment["CONFIGURATION_SET"],
        signing_keys=tuple(environment["SIGNING_KEYS"].split(",")),
        mail_rate=float(environment.get("MAIL_RATE") or 0) or None,
        erasure_key=environment.get("ERASURE_KEY", ""),
    )
