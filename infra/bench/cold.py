"""Cold imports: a module in a fresh process, as a new Lambda container meets it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HANDLER, BARE = "infra.bench.api_handler", "infra.bench.bare_app"

DUMMIES = {
    "AWS_DEFAULT_REGION": "ca-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "TABLE_NAME": "bench",
    "BUCKET_NAME": "bench",
    "MAIL_QUEUE_URL": "https://sqs.example.org/mail",
    "DOCUMENTS_QUEUE_URL": "https://sqs.example.org/documents",
    "SITE_URL": "https://brigade.example.org",
    "SENDER_ADDRESS": "brigade@example.org",
    "STAGE": "bench",
    "CONFIGURATION_SET": "bench",
    "SIGNING_KEYS": "bench",
}


@dataclass(frozen=True)
class Cold:
    """One cold import: CPU time, peak memory, top-level modules that are loaded."""

    milliseconds: float
    megabytes: float
    modules: list[str]


def cold_import(module: str) -> Cold:
    """Bytecode is read and written whatever the caller's environment says."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **DUMMIES}
    command = [sys.executable, "-m", "infra.bench.probe", module]
    printed = subprocess.run(
        command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    return Cold(**json.loads(printed))
