"""The folder: who may read it, its room, its keys, its copies, what was given up."""

import json
import shutil
from datetime import UTC, datetime, timedelta

from chalicelib.settings import SHORTEST_KEY
from infra.serve.place import KEYS, Place
from infra.serve.starting import NotHere, ensure_here

from ..report import Found
from .asked import Machine

ROOM = 1 << 30
COPIES = 3
"""How many copies of the table must fit: the day's, the one being made, and what grows."""

OLDEST_COPY = timedelta(days=2)


def folder(machine: Machine) -> Found:
    root = machine.place.root
    if not root.is_dir() or not machine.place.table.exists():
        return Found(f"rien n’a encore été servi de {root}", f"make serve DATA={machine.data} …")
    if not machine.private():
        return Found(
            "d’autres peuvent lire ce qu’il garde, ou il n’est pas à vous",
            f"chown -R $USER {root} ; chmod go= {root}",
        )
    return Found(f"{root} : personne d’autre n’y lit")


def room(machine: Machine) -> Found:
    free = shutil.disk_usage(machine.place.root).free
    needed = max(ROOM, COPIES * machine.place.table.stat().st_size)
    said = f"{free / ROOM:.1f} Gio libres"
    if free < needed:
        return Found(f"{said}, il en faut {needed / ROOM:.1f}", "libérez de la place sur le disque")
    return Found(said)


def keys(machine: Machine) -> Found:
    where = machine.place.root / "keys.json"
    lost = "reprenez-le d’une copie du dossier : sans lui, les liens déjà envoyés ne s’ouvrent plus"
    if not where.exists():
        return Found("keys.json manque", lost)
    try:
        said = json.loads(where.read_text(encoding="utf-8"))
        weak = [name for name in KEYS if len(said[name]) < SHORTEST_KEY]
    except (ValueError, KeyError, TypeError):
        return Found("keys.json est abîmé", lost)
    if weak:
        return Found(f"{', '.join(weak)} : trop court", lost)
    return Found("les deux y sont")


def running(machine: Machine) -> Found:
    if machine.runs():
        return Found("un processus sert le dossier")
    try:
        ensure_here(machine.place)
    except NotHere as moved:
        return Found(str(moved), "docs/operations/moving.md")
    return Found("rien ne sert le dossier", f"make serve DATA={machine.data} …")


def backups(machine: Machine) -> Found:
    place = machine.place
    newest = max((each.stem for each in place.backups.glob("*.sqlite")), default="")
    since = datetime.fromisoformat(newest).replace(tzinfo=UTC) if newest else _begun(place)
    old = machine.now - since > OLDEST_COPY
    if old and newest:
        return Found(f"la dernière est du {newest}", "laissez le site en marche : une par jour")
    if old:
        return Found("il n’y en a pas", "laissez le site en marche : une par jour, après 4 h UTC")
    return Found(f"la dernière est du {newest}" if newest else "la première vient cette nuit")


def dead_letters(machine: Machine) -> Found:
    where = machine.place.dead_letters
    given_up = len(where.read_text(encoding="utf-8").splitlines()) if where.exists() else 0
    if given_up:
        return Found(
            f"{given_up} dans {where}",
            "lisez-y ce qui a échoué trop souvent ; ce qui est dû repart de la table",
        )
    return Found("rien n’a été abandonné")


def _begun(place: Place) -> datetime:
    return datetime.fromtimestamp((place.root / "keys.json").stat().st_mtime, UTC)
