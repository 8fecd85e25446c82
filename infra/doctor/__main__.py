"""`python -m infra.doctor stage NAME` or `data FOLDER`: what `make doctor` calls.

Exits with 1 if something is missing or wrong.
"""

import os
import sys
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from chalicelib.settings import TEMPLATES
from infra.deploy.__main__ import REGION
from infra.region.laying import SETTINGS
from infra.region.merging import ensure_merged

from .checks import CHECKS
from .cloud.asked import Stage
from .facts.names import asked_of_system
from .facts.pages import fetched
from .machine.asked import Machine
from .report import Report
from .site import Site


def of_stage(name: str) -> Site:
    return Stage(
        name=name,
        new_session=_new_session,
        names=asked_of_system,
        fetch=fetched,
        settings=_settings,
    )


def of_folder(data: str) -> Site:
    return Machine(
        data=data,
        address=_said("SITE_URL"),
        smtp_url=_said("SMTP_URL"),
        sender=_said("SENDER"),
        bounces_url=_said("BOUNCES_URL"),
        now=datetime.now(UTC),
        names=asked_of_system,
        fetch=fetched,
        settings=_settings,
    )


def _said(name: str) -> str:
    return os.environ.get(name, "").strip()


@cache
def _settings() -> Path:
    """Return the settings of what is served. Raises WrongRegion."""
    ensure_merged(TEMPLATES)
    return TEMPLATES / SETTINGS


def _new_session() -> Any:
    import boto3

    return boto3.Session(region_name=os.environ.get("AWS_REGION", REGION))


SITES = {"stage": of_stage, "data": of_folder}


def main(kind: str, operand: str) -> int:
    say = partial(print, flush=True)
    return 0 if Report(say).examine(SITES[kind](operand), CHECKS) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
