"""Draws documents in a process of its own, with limits on its time and its memory.

An endless style sheet cannot be interrupted inside the process that runs it. The process starts at
the first document and is kept. After a failure that it could not report it is ended, and the next
document starts another.
"""

import os
import re
import resource
import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from .pdf import LARGEST, DocumentError, draw

SECONDS = 60.0
"""For one document: half of its function's time-out, ten times what the longest theme takes."""

MEGABYTES = 1024
"""Of address space: a theme's text takes some 400, and uses 130 of them."""

DRAWN, FAILED = b"+", b"-"

NEEDED = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME"),
    *("LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"),
)
"""What the process is told of the environment: where things are, and no key to anything."""


class Drawer:
    """Draws HTML as PDF with the assets packaged under `templates`."""

    def __init__(self, templates: Path, seconds: float = SECONDS, megabytes: int = MEGABYTES):
        self._templates, self._seconds, self._megabytes = templates.resolve(), seconds, megabytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def draw(self, html: str) -> bytes:
        """Return the PDF. Raises DocumentError for what cannot be drawn within the limits."""
        if len(html) > LARGEST:
            raise DocumentError(f"too large: {len(html)} characters")
        with self._lock:
            answer = self._answer(html.encode("utf-8", "ignore"))
        if answer[:1] == FAILED:
            raise DocumentError(answer[1:].decode())
        return answer[1:]

    def peak_megabytes(self) -> float:
        """Return the most memory that the process has held, as Linux counts it; 0 without one."""
        if self._process is None:
            return 0.0
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024

    def close(self) -> None:
        """End the process; the next document starts another."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.wait()
            self._pipe.close()
        self._process = self._pipe = None

    def _answer(self, question: bytes) -> bytes:
        pipe = self._started()
        try:
            pipe.send_bytes(question)
            if pipe.poll(self._seconds):
                return pipe.recv_bytes()
        except (EOFError, OSError):
            self.close()
            raise DocumentError("the drawing process died: out of memory, or worse") from None
        self.close()
        raise DocumentError(f"not drawn within {self._seconds:g} seconds")

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._pipe, theirs = Pipe()
            with theirs:
                command = [sys.executable, "-m", __name__, str(theirs.fileno())]
                self._process = subprocess.Popen(
                    [*command, str(self._templates), str(self._megabytes)],
                    pass_fds=[theirs.fileno()],
                    env={**_needed(), "PYTHONPATH": os.pathsep.join(sys.path)},
                    stdin=subprocess.DEVNULL,
                    # WeasyPrint's warnings may quote what a person typed.
                    stderr=subprocess.DEVNULL,
                )
        return self._pipe


def _needed() -> dict[str, str]:
    return {name: os.environ[name] for name in NEEDED if name in os.environ}  # noqa: TID251


def main(handle: int, templates: Path, megabytes: int) -> None:
    """Draw what comes through the pipe `handle`, until its other end is closed."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    with Connection(handle) as pipe:
        while True:
            try:
                question = pipe.recv_bytes()
            except EOFError:
                return
            pipe.send_bytes(_reply(question.decode(), templates))


def _reply(html: str, templates: Path) -> bytes:
    try:
        return DRAWN + draw(html, templates)
    except DocumentError as error:
        return FAILED + str(error).encode()
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        # The renderer's own faults. Their message may quote the text; their type does not.
        return FAILED + f"the renderer failed: {type(error).__name__}".encode()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
