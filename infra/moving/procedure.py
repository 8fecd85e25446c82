"""A move, in steps that say what they do. Each may be run again from the start: it goes on."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from infra.restoring.procedure import NOTHING, UNASKED, Progress
from infra.restoring.summary import in_words

from . import marks
from .arrival import ensure_arrived, ensure_free, same_move
from .files import copy_files, held
from .items import Survey, copy_items, surveyed
from .sides import NotMoved, Side

BEGUN = """Both sides stay stopped. The same command goes on."""
SAME_ADDRESS = """Links in mails already sent lead to {site}: keep that address, and have {to}
  answer there (docs/operations/moving.md)."""
ELSEWHERE = """{to} answers at {there}, but links in mails already sent lead to {site}: they go on
  working once that name leads to {to} (docs/operations/moving.md)."""
VERSIONS = "Files go as they are now: what they were before they were replaced stays behind."
PERHAPS_LEFT = """Nobody knows yet whether {} mails left: each leaves once more from there. In a
  quarter of an hour most are known: a no now, and the same command then."""
UNREADABLE = "Cannot be read: mend it first, or UNREADABLE=1 moves it as it is:"


@dataclass(frozen=True)
class Move:
    """Makes `to` as the source is, then leaves it there alone.

    `unreadable` moves also what the codec cannot read. `agreed` is asked before anything changes;
    `dry` changes nothing at all.
    """

    source: Side
    to: Side
    now: Callable[[], datetime]
    say: Callable[[str], None]
    agreed: Callable[[], bool]
    unreadable: bool = False
    dry: bool = False
    progress: Progress = field(default_factory=Progress)

    def go(self) -> None:
        """Raises NotMoved."""
        begun = same_move(self.source, self.to)
        if begun and begun.done:
            self.say(f"It has moved already, on {begun.at}.")
            if not self.dry:
                self._step("what was moved starts", self._hand_over)
            return
        if begun is None:
            ensure_arrived(self.source)
            ensure_free(self.source, self.to)
        keys = self.source.keys()
        self._plan()
        if self.dry or not self._agreed():
            return
        self.progress.advice = BEGUN
        self._step(f"1/5 {self.source.name} and {self.to.name} stop", self._stop)
        if begun is None:
            self._ensure_still_free()
            self._begin()
        self._step("2/5 the files are copied", self._copy_files)
        self._step("3/5 the table is copied", self._copy_items)
        self._step("4/5 the keys follow", lambda: self.to.take_keys(keys))
        self._step("5/5 what was moved starts", self._hand_over)
        self._say_address()

    def _plan(self) -> None:
        here, there = surveyed(self.source, self.now()), surveyed(self.to, self.now())
        files, replaced = len(held(self.source).by_key), len(held(self.to).by_key)
        self.say(f"{here.total} items and {files} files would be in {self.to.name}:")
        self._say_all("In the table:", _counted(here))
        self._say_all("There now, and replaced:", [*_counted(there), *_files(replaced)])
        if files:
            self.say(VERSIONS)
        if here.perhaps_left:
            self.say(PERHAPS_LEFT.format(here.perhaps_left))
        self._say_address()
        self._ensure_readable(here)

    def _ensure_readable(self, found: Survey) -> None:
        if not found.unreadable:
            return
        self._say_all(UNREADABLE, found.unreadable)
        if not self.unreadable:
            raise NotMoved(f"{len(found.unreadable)} items cannot be read")

    def _agreed(self) -> bool:
        try:
            return self.agreed()
        except EOFError:
            raise NotMoved(UNASKED) from None

    def _stop(self) -> None:
        self.source.stop()
        self.to.stop()

    def _ensure_still_free(self) -> None:
        """Look again at what changed while it was asked. If nothing may begin, start both again."""
        try:
            ensure_free(self.source, self.to)
            self._ensure_readable(surveyed(self.source, self.now()))
        except NotMoved:
            self._step("nothing has begun: both start again", self._start_both)
            self.progress.advice = NOTHING
            raise

    def _start_both(self) -> None:
        self.source.start()
        self.to.start()

    def _begin(self) -> None:
        """Write down on both sides that this move has begun."""
        move, at = uuid.uuid4().hex, self._moment()
        self._mark(self.source, marks.LEAVING, marks.Mark(move, self.to.name, at))
        self._mark(self.to, marks.ARRIVING, marks.Mark(move, self.source.name, at))

    def _copy_files(self) -> None:
        count = copy_files(self.source, self.to)
        here, there = held(self.source), held(self.to)
        if here != there:
            raise NotMoved("the files still differ; run this again")
        self.say(f"{count} written; {len(there.by_key)} are the same, {there.digest[:16]}")

    def _copy_items(self) -> None:
        at = self.now()
        count = copy_items(self.source, self.to, at)
        here, there = surveyed(self.source, at), surveyed(self.to, at)
        if (here.total, here.digest) != (there.total, there.digest):
            raise NotMoved("the tables still differ; run this again")
        self.say(f"{count} written; {there.total} are the same, {there.digest[:16]}")

    def _hand_over(self) -> None:
        """Say that it is over, first where it left from: nothing starts there again."""
        arriving = same_move(self.source, self.to)
        if arriving is None:
            raise NotMoved("the marks of this move are gone; run this again")
        over = replace(arriving, at=self._moment(), done=True)
        self._mark(self.source, marks.LEAVING, replace(over, other=self.to.name))
        self._mark(self.to, marks.ARRIVING, over)
        marks.remove(self.to.client("s3"), self.to.bucket, marks.LEAVING)
        self.to.start()

    def _mark(self, side: Side, which: str, mark: marks.Mark) -> None:
        marks.write(side.client("s3"), side.bucket, which, mark)

    def _moment(self) -> str:
        return f"{self.now():%Y-%m-%dT%H:%M:%SZ}"

    def _say_address(self) -> None:
        site, there = self.source.site, self.to.site
        if site:
            words = ELSEWHERE if there and there != site else SAME_ADDRESS
            self.say(words.format(site=site, to=self.to.name, there=there))

    def _say_all(self, title: str, lines: list[str]) -> None:
        if lines:
            self.say("\n  ".join([title, *lines]))

    def _step(self, name: str, act: Callable[[], None]) -> None:
        self.say(f"› {name}")
        act()
        self.say(f"✓ {name}")


def _files(count: int) -> list[str]:
    return [f"{count:6} × file"] if count else []


def _counted(found: Survey) -> list[str]:
    return [f"{count:6} × {in_words(name)}" for name, count in sorted(found.counts.items())]
