"""The blocks of the pages that a region changes most: small ones, and listed in docs/regions.md."""

import re
from pathlib import Path

import pytest

from .own import OURS

GUIDE = Path(__file__).resolve().parents[3] / "docs/regions.md"
LISTED = {
    page: re.findall("`([a-z_]+)`", blocks)
    for page, blocks in re.findall(
        r"^\| `(pages/[^`]+\.html)` \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE
    )
}


@pytest.mark.parametrize(
    "page", ["pages/base.html", "pages/site/home.html", "pages/site/privacy.html"]
)
def test_the_blocks_of_a_page_are_those_of_the_guide(page: str) -> None:
    assert LISTED[page] == re.findall(r"\{% block (\w+) %\}", (OURS / page).read_text("utf-8"))


def test_each_section_of_the_home_and_of_privacy_is_a_block() -> None:
    home = (OURS / "pages/site/home.html").read_text("utf-8")
    privacy = (OURS / "pages/site/privacy.html").read_text("utf-8")
    assert "<h1>{% block heading %}" in home
    assert len(re.findall("<section", home)) == len(re.findall(r"%\}<section", home)) > 1
    assert len(re.findall("<h2", privacy)) == len(re.findall(r"%\}<h2", privacy)) > 1
