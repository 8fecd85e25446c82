"""The files for systemd and Caddy say what the site is told, and where it listens."""

import configparser
import re
import shlex
from pathlib import Path

from infra.serve.__main__ import LARGEST, PATIENCE
from infra.serve.mail.mailbox import Account
from infra.serve.mail.server import Server

HERE = Path(__file__).resolve().parents[2]
FILES = HERE / "infra/serve"
GUIDE = (HERE / "docs/operations/one-machine.md").read_text(encoding="utf-8")


def variables() -> dict[str, str]:
    """Read the file of the environment as a shell does, with what it proposes."""
    lines = (FILES / "brigade.env").read_text(encoding="utf-8").replace("#", "").splitlines()[1:]
    return dict(shlex.split(line)[0].split("=", 1) for line in lines)


def unit() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(FILES / "brigade.service", encoding="utf-8")
    return parser["Service"]


def test_the_environment_holds_variables_that_are_read_and_explained() -> None:
    said = variables()
    exported = re.search(r"^export (.*)$", (HERE / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert exported
    assert set(said) <= set(exported[1].split())
    assert all(f"| `{name}=` |" in GUIDE for name in said)
    assert Server.read(said["SMTP_URL"]).user == Account.read(said["BOUNCES_URL"]).user
    assert said["SITE_URL"].startswith("https://")


def test_the_service_may_write_where_the_data_is_and_starts_what_make_serve_does() -> None:
    service = unit()
    assert variables()["DATA"] == f"/var/lib/{service['statedirectory']}"
    recipe = (HERE / "Makefile").read_text("utf-8").partition("\nserve:")[2].split("\n")[1]
    assert recipe.removeprefix("\t@exec $(PY)") == service["execstart"].removeprefix(
        f"{service['workingdirectory']}/.venv/bin/python"
    )
    assert service["killmode"] == "mixed", "the site ends its database itself"


def test_the_proxy_leads_to_where_the_site_listens() -> None:
    caddy = (FILES / "Caddyfile").read_text(encoding="utf-8")
    [port] = re.findall(r"^PORT \?= (\d+)$", (HERE / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"reverse_proxy 127.0.0.1:{port} {{\n" in caddy
    assert f"\n{variables()['SITE_URL'].removeprefix('https://')} {{\n" in caddy
    assert f"max_size {LARGEST >> 20}MB\n" in caddy
    [idle] = re.findall(r"keepalive (\d+)s", caddy)
    assert int(idle) < PATIENCE, "a line that the site has just closed would lose what comes on it"
    assert not re.search(r"^\s*log\b", caddy, re.MULTILINE), "links let their reader in"
