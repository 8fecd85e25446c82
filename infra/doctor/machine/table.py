"""The table: whole, and without a mail that should have left."""

from datetime import timedelta

from chalicelib.domain.mail.messages import Message
from infra.serve.damage import damage, what_to_do

from ..check import Found
from .asked import Machine

LATE = timedelta(minutes=30)
SHOWN = 200
STOP = "stop the site (systemctl stop brigade), then"


def table(machine: Machine) -> Found:
    """Have SQLite look at the whole file, or at a copy if no process has it open."""
    if machine.served():
        wrong = damage(machine.place.table)
    else:
        with machine.copy() as copy:
            wrong = damage(copy)
    if wrong:
        return Found(f"it is damaged ({wrong})", f"{STOP}\n{what_to_do(machine.place)}")
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
