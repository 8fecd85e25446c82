"""`python -m infra.packaging [LAYER]`: what is deployed, into `build/package/`.

LAYER is a layer that was made otherwise, such as by infra/layer/Dockerfile.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from chalicelib.settings import TEMPLATES
from infra.layer.build import NoLayer, take
from infra.layer.build import build as build_layer
from infra.layer.debian import DebianFailed
from infra.layer.elf import Unloadable
from infra.layer.lock import LockBroken
from infra.region.checking import WrongSettings, ensure_settings
from infra.region.merging import ensure_merged
from infra.region.places import WrongRegion
from infra.region.rendering.stamp import ensure_rendered

from .chalice_package import run_chalice
from .functions_zip import finish
from .runtime import caution
from .sizes import TooLarge, report
from .trim import NotPackaged
from .wheels import ROOT

PACKAGE = ROOT / "build/package"


def main(layer: str = "") -> int:
    try:
        ensure_merged(TEMPLATES)
        ensure_settings(TEMPLATES)
        ensure_rendered(TEMPLATES)
    except (WrongRegion, WrongSettings) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    PACKAGE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        template, made = run_chalice(Path(scratch))
        try:
            finish(made, PACKAGE / "deployment.zip")
        except NotPackaged as error:
            print(f"✗ {error}", file=sys.stderr)
            return 1
    text = json.dumps(template, indent=2, sort_keys=True, ensure_ascii=False)
    (PACKAGE / "template.json").write_text(text + "\n", encoding="utf-8")
    try:
        _layer(layer, PACKAGE / "layer.zip")
        print(report(PACKAGE))
    except (DebianFailed, LockBroken, NoLayer, TooLarge, Unloadable) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    if caution():
        print(caution(), file=sys.stderr)
    return 0


def _layer(given: str, destination: Path) -> None:
    if given:
        take(Path(given), destination)
    else:
        build_layer(destination)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
