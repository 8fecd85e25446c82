"""The table: whole, with somebody who may come in, and no mail that should have left."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.staff import Role

from ..report import Found
from .asked import Machine

LATE = timedelta(minutes=30)
SHOWN = 200


def table(machine: Machine) -> Found:
    """Have SQLite look at the whole file, where a process has it open; else read one page."""
    if machine.runs():
        where = f"{machine.place.table.as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True)) as opened:
            [[said]] = opened.execute("PRAGMA quick_check(1)").fetchall()
        if said != "ok":
            return Found(f"abîmée ({said})", "reprenez une copie de DATA/backups (make restore)")
    with machine.store() as store:
        store.team()
    return Found("se lit")


def admin(machine: Machine) -> Found:
    with machine.store() as store:
        admins = sum(each.active and each.role is Role.ADMIN for each in store.team())
    if admins:
        return Found(f"{admins} peut entrer sur /equipe" if admins == 1 else f"{admins} le peuvent")
    return Found(
        "il n’y en a pas",
        f"make staff DATA={machine.data} EMAIL=vous@… NAME='Votre nom' ROLE=admin …",
    )


def mails(machine: Machine) -> Found:
    with machine.store() as store:
        waiting = store.due(machine.now - LATE, SHOWN)
    late = sum(isinstance(each, Message) for each in waiting)
    if late:
        more = " ou plus" if len(waiting) == SHOWN else ""
        return Found(
            f"{late}{more} devaient partir il y a plus de {LATE.seconds // 60} minutes",
            "voyez « marche » et « serveur de courriel » ; ils repartent d’eux-mêmes",
        )
    return Found("aucun n’est en retard")
