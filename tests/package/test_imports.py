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
