"""Our names are in `programme.toml` alone: no page, mail, document, theme or code has them."""

import re

from chalicelib.settings import ROOT, TEMPLATES

OURS = re.compile(r"Laurentid|Brigade\b|\bbrigade\b(?! sealed)")
NAMES_OF_CODE = re.compile(
    r"urn:brigade:|brigade-agenda|\"[Bb]rigade\"|brigade\.\{|The Brigade numérique"
)
"""The software's own: problems, salts of links, the metrics, the agent that fetches calendars."""


def test_no_template_or_line_of_code_names_our_programme() -> None:
    texts = {*TEMPLATES.rglob("*.*"), *(ROOT / "chalicelib").rglob("*.py")}
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path in sorted(texts)
        if path.suffix in {".html", ".txt", ".md", ".toml", ".css", ".js", ".svg", ".py"}
        and path.name not in {"programme.toml", "printable.txt"}
        for line in path.read_text("utf-8").splitlines()
        if OURS.search(NAMES_OF_CODE.sub("", line))
    ]
    assert found == []
