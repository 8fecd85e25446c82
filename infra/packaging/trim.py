"""What the functions' package leaves out. The rehearsal runs the rest."""

import re
from collections.abc import Collection, Mapping
from typing import Any

EMOJI = "documents/fonts/noto-emoji-400.woff2"
DRAWN_WITH = {f"templates/{EMOJI}": f"drawn_with/{EMOJI}"}
"""Files that only documents are drawn with, and where the layer has them, beside the renderer."""

LEFT_OUT = re.compile(
    r"""
      babel/locale-data/(?!(root|fr)\.dat$)         # beside the one that the settings name
    | babel/messages/                               # for translators
    # zones of other oceans, of parts of states, and older names, but for the settings' own
    | tzdata/zoneinfo/America/(Argentina|Indiana|Kentucky|North_Dakota)/
    | tzdata/zoneinfo/(?!(America|Atlantic|Canada|Etc|Europe)/|(UTC|__init__\.py)$)
    | (.*/)?tests?/                                 # of libraries
    | (.*/)?__pycache__/                            # of whoever ran the sources: see bytecode.py
    | .*\.pyi$ | .*/py\.typed$ | pydantic/mypy\.py$ # for type checkers
    | .*\.dist-info/(?!METADATA$|licenses/|LICEN[CS]E)  # what pip noted of the installation
    | pydantic/v1/                                  # for the past
    | .*\.data/scripts/ | bin/ | share/             # commands and their manuals
    | segno/cli\.py$ | markdown_it/cli/ | icalendar/cli\.py$  # commands too
    | mdit_py_plugins/(admon|amsmath|attrs|colon_fence|dollarmath|field_list|footnote|myst_\w+
      |subscript|substitution|superscript|texmath|wordcount)/
    | dns/                                          # asks whether a domain exists: we do not
    | yaml/_yaml\.                                  # its speed: front matter is ten lines
    | (dateutil|jmespath)/ | six\.py$               # the runtime holds them, for its boto3
    | aws_lambda_powertools/event_handler/
    | aws_lambda_powertools/utilities/parser/       # records as models: of functions with pydantic
    | aws_lambda_powertools/utilities/
      (auth_alpha|circuit_breaker|data_masking|feature_flags|idempotency|kafka|parameters
      |streaming|validation)/
    """,
    re.VERBOSE,
)


class NotPackaged(Exception):
    """The libraries do not have what the settings name; says which setting, and which file."""


def trimmed(files: dict[str, bytes], kept: Collection[str] = ()) -> dict[str, bytes]:
    """Return files without what is left out; those of `kept` stay."""
    return {
        name: _without_readme(content) if name.endswith(".dist-info/METADATA") else content
        for name, content in files.items()
        if name in kept or (not LEFT_OUT.match(name) and name not in DRAWN_WITH)
    }


def named_by(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return the files of libraries that the settings name: file → setting."""
    zone, locale = str(settings["zone"]), str(settings["language"]).replace("-", "_")
    parts = zone.split("/")[:-1]
    folders = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return {
        f"tzdata/zoneinfo/{zone}": "zone",
        **{f"tzdata/zoneinfo/{each}/__init__.py": "zone" for each in folders},
        f"babel/locale-data/{locale}.dat": "language",
    }


def ensure_packaged(settings: Mapping[str, Any], files: Collection[str]) -> None:
    """Raise NotPackaged if what is packaged has not what the settings name."""
    for file, setting in named_by(settings).items():
        if file not in files:
            raise NotPackaged(f'programme.toml: {setting} = "{settings[setting]}": no {file}')


def _without_readme(metadata: bytes) -> bytes:
    """Return what is said of a library before its description, which is its README."""
    return metadata.partition(b"\n\n")[0] + b"\n"
