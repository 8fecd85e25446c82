"""The template as CloudFormation has it, once AWS has transformed it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-rehearsal/bin/python"
"""Of the environment with AWS's own translator, whose pins disagree with ours."""

TRANSLATE = """
import json, sys
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
template, parameters = json.load(sys.stdin)
json.dump(Translator({}, Parser()).translate(template, parameters), sys.stdout)
"""


def transformed(template: dict[str, Any], **parameters: str) -> dict[str, Any]:
    """Its resources, where the stack is given these parameters."""
    text = json.dumps([template, parameters])
    for archive in ("deployment", "layer"):  # of which it wants to know a place in S3
        text = text.replace(f'"./{archive}.zip"', f'"s3://artefacts/{archive}.zip"')
    done = subprocess.run(
        [PYTHON, "-c", TRANSLATE],
        input=text,
        env={**os.environ, "AWS_DEFAULT_REGION": "ca-central-1"},
        capture_output=True,
        check=True,
        text=True,
    )
    resources: dict[str, Any] = json.loads(done.stdout)["Resources"]
    return resources


def named(value: Any) -> set[str]:
    """What a part of a template refers to, by `Ref` or `Fn::Sub`, as text."""
    if isinstance(value, list):
        return set().union(*map(named, value))
    if not isinstance(value, dict):
        return set()
    here = {str(value[name]) for name in ("Ref", "Fn::Sub") if name in value}
    return here.union(*map(named, value.values()))
