"""What the documentation lists is what the code has: nothing more, nothing less."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from app import app
from chalicelib import metrics
from chalicelib.adapters.dynamodb import layout, partitions
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.roles import ADMIN_ALONE, MAY
from chalicelib.web.http.routing import DECLARED, Declared, Who
from infra.deploy.stage import PARAMETERS
from tests.adapters.dynamodb.test_codec import FULL, MINIMAL, WHOLE
from tests.support.examples import NOW, participant

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {page: page.read_text("utf-8") for page in PAGES}
CODE = [
    path.relative_to(ROOT).as_posix()
    for folder in (".chalice", "chalicelib", "docs", "infra", "requirements", "templates", "tests")
    for path in (ROOT / folder).rglob("*")
] + [path.name for path in ROOT.iterdir()]

UNMERGED = replace(WHOLE, merged_into="")
MEMBER = participant(consents=(Consent("community", True, "2026-11", NOW),))
INDEXES = {"timeline": "timeline_pk", "due": "due_pk", "TTL": "ttl"}
"""How the table of items tells an attribute."""

NO_ROUTES = ("/_local/", "/brigade/", "/opt", "/etc/", "/var/")
"""Addresses of the emulation, log groups, folders of the layer and of a machine."""


def section(page: str, heading: str) -> str:
    found = TEXTS[ROOT / page].partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert found, f"{page} has no section « {heading} »"
    return found


def rows(text: str, column: str) -> list[list[str]]:
    """The lines of the table whose first column is so called."""
    table = text.partition(f"| {column} |")[2].partition("\n\n")[0].strip()
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.split("\n")[2:]]


def first_column(text: str, column: str) -> list[str]:
    return [name.strip(" `") for row in rows(text, column) for name in row[0].split(",")]


def assert_same(documented: Iterable[str], there: Iterable[str], page: str) -> None:
    documented, there = list(documented), set(there)
    assert sorted(there - {*documented}) == [], f"{page} says nothing of these"
    assert sorted({*documented} - there) == [], f"{page} tells of what there is not"
    assert len(set(documented)) == len(documented), f"{page} says something twice"


def test_the_table_of_items_has_each_kind() -> None:
    documented = first_column(section("docs/data-model.md", "Items"), "type")
    assert_same(documented, layout.BY_NAME, "docs/data-model.md")


@pytest.mark.parametrize("name", layout.BY_NAME)
def test_the_table_of_items_says_keys_and_indexes(name: str) -> None:
    (row,) = [r for r in rows(section("docs/data-model.md", "Items"), "type") if r[0] == name]
    kept = [
        to_item(e)
        for e in (*MINIMAL, *FULL, MEMBER, UNMERGED)
        if layout.LAYOUTS[type(e)].name == name
    ]
    for key, documented in (("pk", row[1]), ("sk", row[2])):
        said = re.match(r"`([A-Z]+#?)", documented)
        assert said, f"{name}: no {key} in the table"
        held = {re.sub("#.*", "#", item[key]["S"]) for item in kept}
        assert held == {said[1]}, f"{name}: its {key}"
    indexed = {index for index, attribute in INDEXES.items() if any(attribute in i for i in kept)}
    assert {index for index in INDEXES if index in row[3]} == indexed, f"{name}: its indexes"


@pytest.mark.parametrize(
    "partition",
    [partitions.OPEN_SLOTS, partitions.EVENTS, partitions.COMMUNITY, partitions.SET_ASIDE],
)
def test_the_access_patterns_tell_of_each_shared_partition(partition: str) -> None:
    assert f"`{partition}`" in TEXTS[ROOT / "docs/data-model.md"]


def test_the_table_of_mails_has_each_kind() -> None:
    assert_same(first_column(TEXTS[ROOT / "docs/messages.md"], "kind"), Kind, "docs/messages.md")


def test_the_table_of_metrics_has_each_that_is_written() -> None:
    counted = {*metrics.METRICS.values(), *metrics.PUT_OFF.values()}
    written = {*counted, *metrics.SWEPT, *metrics.RARE}
    said = section("docs/messages.md", "Counting")
    assert_same(first_column(said, "metric"), written, "docs/messages.md")


def test_each_metric_that_is_written_is_declared() -> None:
    """In one of the lists of metrics, which the documentation is held against."""
    sources = [path.read_text("utf-8") for path in (ROOT / "chalicelib").rglob("*.py")]
    literal = {name for text in sources for name in re.findall(r'\bmeasure\(\s*"(\w+)"', text)}
    counted = {*metrics.METRICS.values(), *metrics.PUT_OFF.values()}
    assert sorted(literal - {*counted, *metrics.SWEPT, *metrics.RARE}) == []


def test_the_settings_of_the_programme_are_told() -> None:
    programme = tomllib.loads((ROOT / "templates/programme.toml").read_text("utf-8"))
    tables = (
        "words",
        "law",
        "hosting",
        "look",
        "mail",
        "limits",
        "retention",
        "delays",
        "sleep",
        "edition",
    )
    nested = {name: programme.pop(name) for name in tables}
    keys = [*programme, *(f"{table}.{key}" for table, held in nested.items() for key in held)]
    keys.append("look.face")  # which a region alone says
    assert_same(first_column(section("docs/settings.md", "The programme"), "key"), keys, "settings")


def test_the_settings_of_a_stage_are_told() -> None:
    said = first_column(section("docs/settings.md", "A stage"), "key")
    assert_same(said, PARAMETERS, "docs/settings.md")
    example = (ROOT / "infra/stages/example.toml").read_text("utf-8")
    assert_same(re.findall(r"^(?:# )?(\w+) = ", example, re.M), PARAMETERS, "example.toml")


def test_the_functions_environment_is_told() -> None:
    code = (ROOT / "chalicelib/settings.py").read_text("utf-8")
    read = re.findall(r'environment(?:\[|\.get\()"(\w+)"', code)
    said = section("docs/settings.md", "The functions' environment")
    assert_same(first_column(said, "variable"), read, "docs/settings.md")


def test_the_targets_of_make_are_told() -> None:
    there = set(re.findall(r"^([a-z][a-z-]*):.* ## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    told = {
        name
        for text in TEXTS.values()
        for name in re.findall(r"(?:`|^ *|\()make (?:-\w )?([a-z][a-z-]*)", text, re.M)
    }
    assert_same(told, there, "the documentation")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_named_in_the_documentation_exist(page: Path) -> None:
    """By their path from the root, or by the end of it."""
    text = TEXTS[page]
    named = re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml|json|html|css|txt|lock|sh))`", text)
    named += [folder.rstrip("/") for folder in re.findall(r"`((?:[\w.-]+/)+)`", text)]
    there = [f"/{path}" for path in CODE]
    missing = [
        name
        for name in named
        if not name.startswith(("build/", "DATA/"))
        and "STAGE" not in name
        and not any(path.endswith(f"/{name}") for path in there)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_the_documentation_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)", TEXTS[page])
    assert [link for link in links if not (page.parent / link).exists()] == []


def anchors(text: str) -> set[str]:
    """What GitHub makes of the headings, but for those in a fenced block."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^ *```.*?^ *```", "", text, flags=re.M | re.S), re.M
    )
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_a_heading_find_it(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", TEXTS[page])
    targets = [((page.parent / link).resolve() if link else page, anchor) for link, anchor in links]
    assert [anchor for target, anchor in targets if anchor not in anchors(TEXTS[target])] == []


WHO = {
    Who.ANYBODY: "anybody",
    Who.PARTICIPANT: "a participant",
    Who.STAFF: "the team",
    Who.LINK: "a link",
}


def whom(declared: Declared, who: Who) -> str:
    """What the table says of those whom a route is for; of the team, perhaps only an admin."""
    alone = declared.act is not None and MAY[declared.act] == ADMIN_ALONE
    return "an admin" if who is Who.STAFF and alone else WHO[who]


def test_the_table_of_routes_has_each_and_says_whom_it_answers() -> None:
    documented = [
        f"{method} {path.strip('`')}: {who}"
        for path, methods, who in rows(TEXTS[ROOT / "docs/routes.md"], "route")
        for method in methods.split(", ")
    ]
    declared = [
        f"{method} {path}: {', '.join(whom(each, who) for who in Who if who in each.who)}"
        for (method, path), each in DECLARED.items()
    ]
    assert_same(documented, declared, "docs/routes.md")


def parameter(found: re.Match[str]) -> str:
    """What stands for a parameter in an address of the documentation: no word of another route."""
    return r"(?:{\w+}|[\w-]+)" if found[1] == "slug" else r"(?:{\w+}|[A-Z]+)"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_routes_named_in_the_documentation_are_served(page: Path) -> None:
    shapes = [re.sub(r"{(\w+)}", parameter, route) for route in app.routes]
    named = re.findall(r"`(?:(?:GET|POST|PUT|PATCH|DELETE) )?(/[a-z_][\w{}/.-]*)`", TEXTS[page])
    unknown = [
        path
        for path in named
        if not path.startswith(NO_ROUTES) and not any(re.fullmatch(shape, path) for shape in shapes)
    ]
    assert unknown == []
