"""`python -m infra.audit TOOLS TEMPLATE`: exits with 1 if the template has a finding unanswered.

TOOLS is the `bin` folder of the environment that holds cfn-lint and checkov.
"""

import sys
from pathlib import Path

from .answers import answered, verdict
from .tools import failed_checks, lint

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "docs/decisions/0006-answers-to-checkov.md"


def main(tools: str, template: str) -> int:
    findings = lint(Path(tools), Path(template))
    failures = failed_checks(Path(tools), Path(template))
    problems = findings + verdict(failures, answered(ANSWERS.read_text(encoding="utf-8")))
    for problem in problems:
        print(f"✗ {problem}")
    if not problems:
        print("✓ cfn-lint: nothing")
        for check, resources in sorted(failures.items()):
            print(f"✓ {check} is answered in {ANSWERS.name} ({len(resources)} resources)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
