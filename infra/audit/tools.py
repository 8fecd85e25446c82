"""Runs cfn-lint and checkov, without network."""

import json
import subprocess
from collections import defaultdict
from pathlib import Path

REGION = "ca-central-1"


class AuditFailed(RuntimeError):
    """A tool could not read the template: its silence would mean nothing."""


def lint(tools: Path, template: Path) -> list[str]:
    """Return cfn-lint's errors, warnings and remarks, one line each. Raises AuditFailed."""
    command = [str(tools / "cfn-lint"), "--regions", REGION, "--include-checks", "I"]
    done = subprocess.run(
        [*command, "--format", "json", "--template", str(template)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        findings = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise AuditFailed(f"cfn-lint: {done.stderr[-500:]}") from None
    return [f"{f['Rule']['Id']} {f['Message']} ({_place(f)})" for f in findings]


def _place(finding: dict[str, dict[str, list[str]]]) -> str:
    return "/".join(map(str, finding["Location"]["Path"] or []))


def failed_checks(tools: Path, template: Path) -> dict[str, list[str]]:
    """Return checkov's failed checks: id → logical ids that fail it. Raises AuditFailed."""
    command = [str(tools / "checkov"), "--framework", "cloudformation", "--skip-download"]
    done = subprocess.run(
        [*command, "--file", str(template), "--output", "json", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(done.stdout)
        if not report["summary"]["passed"] or report["summary"]["parsing_errors"]:
            raise AuditFailed(f"checkov read nothing of {template}")
        checks = report["results"]["failed_checks"]
    except (json.JSONDecodeError, KeyError):
        raise AuditFailed(f"checkov: {done.stderr[-500:]}") from None
    failures = defaultdict(list)
    for check in checks:
        failures[check["check_id"]].append(check["resource"].rpartition(".")[2])
    return dict(failures)
