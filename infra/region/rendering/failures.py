"""What failed to be rendered, with the file and the line of a template, of theirs or ours."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chalicelib.observability import SERVICE

from ..laying import BASE, LABEL
from ..places import region_folder


class Failures(logging.Handler):
    """Notes what the site logs of its failures; `told` says and forgets them."""

    def __init__(self, templates: Path) -> None:
        super().__init__(logging.ERROR)
        self._templates, self._noted = templates, list[str]()
        label = templates / LABEL
        self._region = label.read_text(encoding="utf-8") if label.is_file() else ""

    @contextmanager
    def noted(self) -> Iterator[None]:
        logger = logging.getLogger(SERVICE)
        before = logger.handlers[:]
        logger.handlers[:] = [self]
        try:
            yield
        finally:
            logger.handlers[:] = before

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._noted.append(self.of(error) if error else record.getMessage())

    def of(self, error: BaseException) -> str:
        """Return what an error says, after the place in a template that it came from."""
        said = f"{type(error).__name__}: {error}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            path = Path(frame.filename)
            if path.is_relative_to(self._templates):
                name = path.relative_to(self._templates).as_posix()
                return f"{self._named(name)}:{frame.lineno}: {said}"
        return said

    def told(self, when: str) -> Iterator[str]:
        """Yield each failure since the last time, and after which request it came."""
        noted, self._noted = self._noted, []
        if when and not noted:
            yield when
        for each in noted:
            yield f"{each} ({when})" if when else each

    def _named(self, name: str) -> str:
        if name.startswith(f"{BASE}/"):
            return f"templates/{name.removeprefix(f'{BASE}/')}"
        folder = region_folder()
        theirs = folder is not None and (folder / name).is_file()
        return f"{self._region}/{name}" if self._region and theirs else f"templates/{name}"
