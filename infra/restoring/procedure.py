"""The two ways back, in steps that say what they do. Each may be run again from the start: what was
done is found done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.mail.told import KEPT, Told

from .account import Account, NotRestored
from .copies import copied, copy_name, exists
from .evidence import Mail, told, told_and_lost
from .putting_back import bring_back, changes, counted, missing, taken_by_another
from .sending import start_again, stop_sending, stop_the_site
from .tables import Tables, text, type_of

Evidence = Callable[[Account, Tables, str, datetime], list[Mail]]


@dataclass(frozen=True)
class Restoration:
    """Of the table as it was `at`, or of one person's part of it.

    `agreed` is asked before anything of the table changes; `dry` changes nothing at all.
    """

    account: Account
    at: datetime
    now: Callable[[], datetime]
    say: Callable[[str], None]
    agreed: Callable[[], bool]
    person: str = ""
    dry: bool = False

    def whole(self) -> None:
        """The table is as it was, but for what the world outside has seen since."""
        if self.dry:
            self._foresee(self._plan_whole)
            return
        self._step("1/6 sending stops", lambda: stop_sending(self.account))
        copy = self._copied("2/6")
        self._plan_whole(copy)
        if not self.agreed():
            self._step("sending starts again; the table is as it was", self._start)
            return
        self._step("3/6 the site stops", lambda: stop_the_site(self.account))
        self._step("4/6 what left is written down", lambda: self._tell(told, copy))
        self._step("5/6 the table goes back", lambda: self._put_back(copy))
        self._step("6/6 the site and sending start again", self._start)
        self.say(f"The copy can go: aws dynamodb delete-table --table-name {copy}")

    def what_is_missing(self) -> None:
        """What the table has lost comes back; nothing that it has is touched."""
        if self.dry:
            self._foresee(self._plan_missing)
            return
        copy = self._copied("1/3")
        self._plan_missing(copy)
        if not self.agreed():
            return
        self._step("2/3 what left is written down", lambda: self._tell(told_and_lost, copy))
        self._step("3/3 what is missing comes back", lambda: self._bring_back(copy))
        self.say(f"The copy can go: aws dynamodb delete-table --table-name {copy}")

    def _foresee(self, plan: Callable[[str], None]) -> None:
        copy = copy_name(self.account.table, self.at)
        if exists(self.account.client("dynamodb"), copy):
            plan(copy)
        else:
            self.say(f"{self.account.table} would be copied to {copy}.")
            self.say("What would change can be said once that copy is there.")

    def _copied(self, step: str) -> str:
        self.say(f"› {step} the table as of {self.at:%Y-%m-%dT%H:%M:%SZ} is copied")
        copy = copied(self.account, self.at)
        self.say(f"✓ {step} {copy}")
        return copy

    def _plan_whole(self, copy: str) -> None:
        found = changes(self._tables(), self.account.table, copy, self.now())
        self._say_all("In the table:", counted(found))
        self._say_told(told(self.account, self._tables(), copy, self.at))

    def _plan_missing(self, copy: str) -> None:
        tables, table = self._tables(), self.account.table
        items = list(missing(tables, table, copy, self.now()))
        self._say_all("Missing:", [f"{type_of(item)} {text(item, 'id')}" for item in items])
        taken = taken_by_another(tables, table, items)
        self._say_all("Somebody else has the hour of these sessions; call:", list(taken))
        self._say_told(told_and_lost(self.account, tables, copy, self.at))

    def _say_told(self, mails: list[Mail]) -> None:
        certain = sum(mail.certain for mail in mails)
        self.say(f"{certain} mails left since and would leave again: they will not")
        doubtful = [f"{mail.kind or 'mail'} {mail.id}" for mail in mails if not mail.certain]
        self._say_all("Nobody can tell whether these left; they will not again:", doubtful)

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
        tables.write(table, (c.request for c in changes(tables, table, copy, self.now())))
        left = counted(changes(tables, table, copy, self.now()))
        if left:
            raise NotRestored("the table still differs; run this again:\n" + "\n".join(left))

    def _bring_back(self, copy: str) -> None:
        tables, table = self._tables(), self.account.table
        items = missing(tables, table, copy, self.now())
        count = bring_back(tables, table, items, self.now())
        self.say(f"{count} items came back")

    def _start(self) -> None:
        start_again(self.account)

    def _step(self, name: str, act: Callable[[], None]) -> None:
        self.say(f"› {name}")
        act()
        self.say(f"✓ {name}")

    def _tables(self) -> Tables:
        return Tables(self.account.client("dynamodb"), self.account.pause, self.person)
