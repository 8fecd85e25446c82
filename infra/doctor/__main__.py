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

from .facts.names import asked_of_system
from .facts.pages import fetched
from .report import Report

say = partial(print, flush=True)


def of_stage(name: str) -> bool:
    from .cloud import checks
    from .cloud.asked import Stage
    from .cloud.failures import told

    stage = Stage(name, _new_session, asked_of_system, fetched, _settings)
    return Report[Stage](say, checks.WORDS, told).examine(stage, checks.CHECKS)


def of_folder(data: str) -> bool:
    from .machine import checks
    from .machine.asked import Machine

    machine = Machine(
        data,
        _said("SITE_URL"),
        _said("SMTP_URL"),
        _said("SENDER"),
        _said("BOUNCES_URL"),
        asked_of_system,
        fetched,
        _settings,
        datetime.now(UTC),
    )
    return Report[Machine](say, checks.WORDS, checks.told).examine(machine, checks.CHECKS)


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


LOOKS = {"stage": of_stage, "data": of_folder}

if __name__ == "__main__":
    sys.exit(0 if LOOKS[sys.argv[1]](sys.argv[2]) else 1)
