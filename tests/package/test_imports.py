import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATER = "babel", "fontTools", "icalendar", "jinja2", "pydantic", "pypdf", "weasyprint"


def test_the_api_function_starts_without_what_only_some_requests_need() -> None:
    code = "import sys, app; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert "app" in loaded
    assert [name for name in LATER if name in loaded] == []


RENDER = """
import sys
from datetime import date
from pathlib import Path
started = []
hook = lambda name, _: started.append(name) if name in ("subprocess.Popen", "os.fork") else None
sys.addaudithook(hook)
from chalicelib.adapters.content import Library
from chalicelib.adapters.pdf import PdfRenderer
from chalicelib.domain.documents import Toolbox
theme = next(iter(Library(Path("templates/themes")).themes().values()))
toolbox = Toolbox("Ana Exemple", theme, date(2027, 3, 1), "Dominique Exemple")
assert PdfRenderer(Path("templates")).render(toolbox, "<h2 id='a'>A</h2>").startswith(b"%PDF")
print(len(started))
"""


def test_a_document_is_made_without_starting_other_processes() -> None:
    """Looking for native libraries would start compilers, some 88 times, at each cold start."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["0"]
