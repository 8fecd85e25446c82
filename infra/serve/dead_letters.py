"""What failed too often: a line each, for as long as AWS keeps one, or until it goes again."""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from .place import write

KEPT = timedelta(days=14)


@dataclass(frozen=True)
class DeadLetter:
    """`at` is when it was given up (ISO 8601), `record` what the queue had."""

    queue: str
    at: str
    record: str


class DeadLetters:
    """A file of them, for one process. Beside it, `again` asks for another try of each."""

    def __init__(self, where: Path) -> None:
        self._where, self._again = where, where.with_suffix(".again")
        self._lock = threading.Lock()

    def add(self, queue: str, record: str, now: datetime) -> None:
        line = json.dumps(asdict(DeadLetter(queue, now.isoformat(), record)))
        with self._lock, self._where.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def read(self) -> list[DeadLetter]:
        """Return those that can be read: a line may have been cut off by a full disk."""
        try:
            lines = self._where.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        return [each for each in map(_letter, lines) if each]

    def forget(self, now: datetime) -> None:
        """Leave out what is too old; the file goes with its last line."""
        with self._lock:
            found = self.read()
            self._keep([e for e in found if datetime.fromisoformat(e.at) > now - KEPT], found)

    def ask_again(self) -> int:
        """Ask whoever serves the folder to hand each over again; return how many they are."""
        count = len(self.read())
        if count:
            self._again.touch()
        return count

    def hand_over_again(self, put: Callable[[DeadLetter], None]) -> None:
        """Hand each over once more, if that was asked for. Harmless if repeated."""
        if not self._again.exists():
            return
        with self._lock:
            found = self.read()
            for each in found:
                put(each)
            self._keep([], found)
        self._again.unlink(missing_ok=True)

    def _keep(self, left: list[DeadLetter], found: list[DeadLetter]) -> None:
        if not left:
            self._where.unlink(missing_ok=True)
        elif left != found:
            lines = "".join(f"{json.dumps(asdict(each))}\n" for each in left)
            write(self._where, lines.encode())


def _letter(line: str) -> DeadLetter | None:
    try:
        letter = DeadLetter(**json.loads(line))
        datetime.fromisoformat(letter.at)
    except (ValueError, TypeError):
        return None
    return letter
