"""Cold starts: code in a fresh process, as a new Lambda container meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROBE = Path(__file__).with_name("probe.py")

CLIENT = "import boto3; boto3.client('dynamodb')"
BARE = "import infra.bench.starting.bare_app"
HANDLER = "import app; from chalicelib import wiring; wiring.client('dynamodb')"
"""What a container of the API function does before its first request."""

DUMMIES = {
    "AWS_DEFAULT_REGION": "ca-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",  # pragma: allowlist secret - opens nothing
    "STAGE": "bench",
    "TABLE_NAME": "bench",
    "BUCKET_NAME": "bench",
    "MAIL_QUEUE_URL": "https://sqs.example.org/mail",
    "DOCUMENTS_QUEUE_URL": "https://sqs.example.org/documents",
    "SITE_URL": "https://brigade.example.org",
    "SENDER_ADDRESS": "brigade@example.org",
    "CONFIGURATION_SET": "bench",
    "SIGNING_KEYS": "bench" * 8,
}


@dataclass(frozen=True)
class Cold:
    """One cold start: CPU time, peak memory, top-level modules loaded, processes started."""

    milliseconds: float
    megabytes: float
    modules: list[str]
    children: int


def cold_start(code: str, path: Sequence[Path] = (), **environment: str) -> Cold:
    """Run code in a fresh process and measure it.

    With a `path`, modules come from there and from the standard library alone; without, from the
    project. Bytecode is read and written whatever the caller's environment says.
    """
    environment = {"PATH": os.environ.get("PATH", ""), **DUMMIES, **environment}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, path or (ROOT,)))
    flags = ["-S"] if path else []
    command = [sys.executable, "-P", *flags, str(PROBE), code]
    printed = subprocess.run(
        command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    return Cold(**json.loads(printed))
