"""The two ways to restore, in steps that say what they do.

Each may be run again from the start: what is already done is found done.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.mail.told import KEPT, Told

from .account import Account, NotRestored
from .copies import copied, copy_name, ensure_kept, exists
from .erasing import erase_again, erased, is_of_erased
from .evidence import Mail, told, told_and_lost
from .leaving import ensure_here
from .putting_back import Change, bring_back, changes, missing, taken_by_another
from .sending import start_again, stop_sending, stop_the_site
from .summary import Blocks, counted, of_the_whole, of_what_is_missing
from .tables import Tables

Evidence = Callable[[Account, Tables, str, datetime], list[Mail]]

NOTHING = "Nothing was touched."
STOPPED = """What is stopped stays so. The same command goes on; a no to its question starts sending
  again. docs/operations/backups.md says how to start it by hand."""
BEGUN = "What came back stays. The same command goes on."
UNASKED = "nobody answers here: YES=1 before the command answers beforehand"


@dataclass
class Progress:
    """What was touched so far and how to go on, for the operator if it fails."""

    advice: str = NOTHING


@dataclass(frozen=True)
class Restoration:
    """Restores the table as it was `at`, or one person's part of it.

    `agreed` is asked before anything of the table changes; `dry` changes nothing at all.
    """

    account: Account
    at: datetime
    now: Callable[[], datetime]
    say: Callable[[str], None]
    agreed: Callable[[], bool]
    person: str = ""
    dry: bool = False
    progress: Progress = field(default_factory=Progress)
    evidence: Evidence = told
    """Tells which mails left since, or may have."""

    def whole(self) -> None:
        """Make the table as it was, except for what the world outside has seen since."""
        ensure_here(self.account)
        if self.dry:
            self._foresee(self._plan_whole)
            return
        ensure_kept(self.account, self.at)
        self.progress.advice = STOPPED
        self._step("1/6 sending stops", lambda: stop_sending(self.account))
        copy = self._copied("2/6")
        self._plan_whole(copy)
        if not self._agreed(lambda: self._step("sending starts again, nothing else", self._start)):
            return
        self._step("3/6 the site stops", lambda: stop_the_site(self.account))
        self._step("4/6 what left is written down", lambda: self._tell(self.evidence, copy))
        self._step("5/6 the table goes back", lambda: self._put_back(copy))
        self._step("6/6 the site and sending start again", self._start)
        self.say(f"The copy can go: aws dynamodb delete-table --table-name {copy}")

    def what_is_missing(self) -> None:
        """Bring back what the table has lost, and replace what it cannot read.

        Nothing else that it has is touched.
        """
        ensure_here(self.account)
        if self.dry:
            self._foresee(self._plan_missing)
            return
        ensure_kept(self.account, self.at)
        copy = self._copied("1/3")
        self._plan_missing(copy)
        if not self._agreed(lambda: None):
            return
        self.progress.advice = BEGUN
        self._step("2/3 what left is written down", lambda: self._tell(told_and_lost, copy))
        self._step("3/3 what is missing comes back", lambda: self._bring_back(copy))
        self.say(f"The copy can go: aws dynamodb delete-table --table-name {copy}")

    def _agreed(self, undo: Callable[[], None]) -> bool:
        """Ask; if not agreed, undo what was done so far.

        Raises NotRestored if nobody can be asked.
        """
        try:
            agreed, why = self.agreed(), ""
        except EOFError:
            agreed, why = False, UNASKED
        if not agreed:
            undo()
            self.progress.advice = NOTHING
        if why:
            raise NotRestored(why)
        return agreed

    def _foresee(self, plan: Callable[[str], None]) -> None:
        copy = copy_name(self.account.table, self.at)
        if exists(self.account.client("dynamodb"), copy):
            plan(copy)
        else:
            self.say(f"{self.account.table} would be copied to {copy}.")
            self.say("What would change can be said once that copy is there.")
            self._say_refusal()

    def _say_refusal(self) -> None:
        try:
            ensure_kept(self.account, self.at)
        except NotRestored as error:
            self.say(f"It would be refused: {error}")

    def _copied(self, step: str) -> str:
        self.say(f"› {step} the table as of {self.at:%Y-%m-%dT%H:%M:%SZ} is copied")
        copy = copied(self.account, self.at)
        self.say(f"✓ {step} {copy}")
        return copy

    def _plan_whole(self, copy: str) -> None:
        found = changes(self._tables(), self.account.table, copy, self.now())
        self._say_blocks(of_the_whole(found))
        self._say_told(self.evidence(self.account, self._tables(), copy, self.at))

    def _plan_missing(self, copy: str) -> None:
        tables, table = self._tables(), self.account.table
        found = list(self._missing(tables, copy))
        self._say_blocks(of_what_is_missing(found))
        taken = taken_by_another(tables, table, (each.item for each in found if each.writes))
        self._say_all("Somebody else has the hour of these sessions; call:", list(taken))
        self._say_told(told_and_lost(self.account, tables, copy, self.at))

    def _say_told(self, mails: list[Mail]) -> None:
        certain = sum(mail.certain for mail in mails)
        self.say(f"{certain} mails left since and would leave again: they will not")
        doubtful = [f"{mail.kind or 'mail'} {mail.id}" for mail in mails if not mail.certain]
        self._say_all("Nobody can tell whether these left; they will not again:", doubtful)

    def _say_blocks(self, blocks: Blocks) -> None:
        for title, lines in blocks.items():
            self._say_all(title, lines)

    def _say_all(self, title: str, lines: list[str]) -> None:
        if lines:
            self.say("\n  ".join([title, *lines]))

    def _tell(self, evidence: Evidence, copy: str) -> None:
        ends = self.now() + KEPT
        tables, table = self._tables(), self.account.table
        mails = evidence(self.account, tables, copy, self.at)
        marks = {mail: to_item(Told(mail.id, mail.certain, ends, version=1)) for mail in mails}
        certain = (item for mail, item in marks.items() if mail.certain)
        tables.write(table, ({"PutRequest": {"Item": item}} for item in certain))
        for mail, item in marks.items():
            if not mail.certain:  # unless an earlier run knew better
                tables.add(table, item)

    def _put_back(self, copy: str) -> None:
        tables, table = self._tables(), self.account.table
        tables.write(table, (c.request for c in self._differing(tables, copy)))
        left = counted(self._differing(tables, copy))
        if left:
            raise NotRestored("the table still differs; run this again:\n" + "\n".join(left))
        again = erase_again(self.account, erased(self.account), self.now())
        self.say(f"{again} people had been erased since: they are erased again")

    def _differing(self, tables: Tables, copy: str) -> Iterator[Change]:
        found = changes(tables, self.account.table, copy, self.now())
        return (each for each in found if each.writes)

    def _bring_back(self, copy: str) -> None:
        tables, table = self._tables(), self.account.table
        found = self._missing(tables, copy)
        count = bring_back(tables, table, found, self.now())
        self.say(f"{count} items came back")

    def _missing(self, tables: Tables, copy: str) -> Iterator[Change]:
        """Return what is missing, without what is of those who were erased: they stay so."""
        known = erased(self.account)
        found = missing(tables, self.account.table, copy, self.now())
        return (each for each in found if not is_of_erased(each.item, known))

    def _start(self) -> None:
        start_again(self.account)

    def _step(self, name: str, act: Callable[[], None]) -> None:
        self.say(f"› {name}")
        act()
        self.say(f"✓ {name}")

    def _tables(self) -> Tables:
        return Tables(self.account.client("dynamodb"), self.account.pause, self.person)
