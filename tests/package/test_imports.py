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
