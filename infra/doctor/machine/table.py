"""The table: whole, and without a mail that should have left."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from chalicelib.domain.mail.messages import Message

from ..check import Found
from .asked import Machine

LATE = timedelta(minutes=30)
SHOWN = 200


def table(machine: Machine) -> Found:
    """Have SQLite look at the whole file, or at a copy if no process has it open."""
    if machine.served():
        said = _checked(machine.place.table)
    else:
        with machine.copy() as copy:
            said = _checked(copy)
    if said != "ok":
        return Found(f"it is damaged ({said})", _restore(machine))
    with machine.store() as store:
        store.team()
    return Found("it is whole")


def mails(machine: Machine) -> Found:
    with machine.store() as store:
        waiting = store.due(machine.now - LATE, SHOWN)
    late = sum(isinstance(each, Message) for each in waiting)
    if late:
        more = " or more" if len(waiting) == SHOWN else ""
        return Found(
            f"{late}{more} should have left more than {LATE.seconds // 60} minutes ago",
            "look at « running » and « mail server »; they leave by themselves",
        )
    return Found("none is late")


def _checked(table: Path) -> str:
    """Return what SQLite says of a table: "ok", or what it met first."""
    try:
        with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro", uri=True)) as opened:
            [[parts]] = opened.execute("SELECT count(*) FROM sqlite_master").fetchall()
            if not parts:
                return "nothing is in it"
            [[said]] = opened.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        return str(error)
    return " ".join(str(said).split())


def _restore(machine: Machine) -> str:
    stop = "stop the site (systemctl stop brigade), then\n"
    if not machine.newest_copy:
        return f"{stop}put back a copy of the folder: there is none in {machine.place.backups}"
    return f"{stop}make restore DATA={machine.data} AT={machine.newest_copy}"
