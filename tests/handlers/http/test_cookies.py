"""The page on privacy names each cookie that is set; reading the site sets none."""

import re
from pathlib import Path

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib import web
from infra.local.system import System
from tests.support.driver import Client
from tests.support.systems import system_for

NAME = re.compile(r'"(brigade_\w+)"')
NAMES = sorted(
    {
        name
        for each in Path(web.__path__[0]).rglob("*.py")
        for name in NAME.findall(each.read_text())
    }
)
READ = (
    "/",
    "/themes",
    "/evenements",
    "/inscription",
    "/bilans",
    "/confidentialite",
    "/sondage/merci",
)

system = system_for("module")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_on_privacy_names_each_cookie(system: System, name: str) -> None:
    assert f"<code>{name}</code>" in Client(system).http.get("/confidentialite").text


@pytest.mark.parametrize("path", READ)
def test_who_only_reads_gets_no_cookie(system: System, path: str) -> None:
    browser = WsgiClient(Client(system).http.application)
    assert "Set-Cookie" not in browser.get(path).headers


def test_the_page_on_privacy_says_encrypted_of_what_is_so_on_each_machine(system: System) -> None:
    """Of disks, it says what the region's settings say."""
    page = Client(system).http.get("/confidentialite").text
    assert "Chaque document à votre nom est chiffré" in page
    assert "chiffrés" not in page.replace("disques chiffrés", "")
