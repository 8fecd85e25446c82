"""What the functions' package leaves out. The rehearsal runs the rest."""

import re

EMOJI = "documents/fonts/noto-emoji-400.woff2"
DRAWN_WITH = {f"templates/{EMOJI}": f"drawn_with/{EMOJI}"}
"""Files that only documents are drawn with, and where the layer has them, beside the renderer."""

LEFT_OUT = re.compile(
    r"""
      babel/locale-data/(?!(root|fr|fr_CA)\.dat$)   # the programme speaks French from Québec
    | babel/messages/                               # for translators
    # zones of other oceans, of parts of states, and older names
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


def trimmed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: _without_readme(content) if name.endswith(".dist-info/METADATA") else content
        for name, content in files.items()
        if not LEFT_OUT.match(name) and name not in DRAWN_WITH
    }


def _without_readme(metadata: bytes) -> bytes:
    """Return what is said of a library before its description, which is its README."""
    return metadata.partition(b"\n\n")[0] + b"\n"
