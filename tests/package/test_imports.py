import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATER = "babel", "fontTools", "icalendar", "jinja2", "pydantic", "pypdf", "weasyprint"
OF_AN_AREA = re.compile(r"chalicelib\.(adapters\.|workflows\.|domain\.\w+\.|web\.(?!http\.)\w+\.)")
"""Modules of one area of a floor; what stands at its top is of all."""


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """Modules that a container of the API has loaded before its first request."""
    code = "import sys, app; print('\\n'.join(sys.modules))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()


def test_the_api_function_starts_without_what_only_some_requests_need(loaded: list[str]) -> None:
    assert "app" in loaded
    assert [name for name in LATER if name in loaded] == []


def test_a_start_loads_the_routes_of_each_area_and_nothing_else_of_it(loaded: list[str]) -> None:
    """More areas then make a start no longer: a view, and what it needs, loads when it is asked."""
    routes = {name for name in loaded if name.endswith(".routes")}
    assert len(routes) == len([*ROOT.glob("chalicelib/web/**/routes.py")])
    known = routes | {name.removesuffix(".routes") for name in routes}
    early = [name for name in loaded if OF_AN_AREA.match(name) and name not in known]
    assert not early, f"loaded before anybody asks: {', '.join(early)}"


RENDER = """
import sys
from pathlib import Path
started = []
hook = lambda name, _: started.append(name) if name in ("subprocess.Popen", "os.fork") else None
sys.addaudithook(hook)
from chalicelib.adapters.documents.pdf import draw
page = "<html lang='fr-CA'><title>A</title><body><h2 id='a'>A</h2></body></html>"
assert draw(page, Path("templates").resolve()).startswith(b"%PDF")
print(len(started))
"""


def test_a_document_is_made_without_starting_other_processes() -> None:
    """Looking for native libraries would start compilers, some 88 times, at each cold start."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["0"]
