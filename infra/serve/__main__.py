"""`python -m infra.serve [staff EMAIL NAME ROLE]`: for `make serve` and `make staff`."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from chalicelib.settings import TEMPLATES
from infra.demonstrated import Demonstrated
from infra.region.merging import ensure_merged
from infra.region.places import WrongRegion
from infra.region.problems import WrongSettings, ensure_settings

from .database import NoDatabase, ensure_program, table_client
from .machine import Asked, database_of, environment, running, sender_of
from .mailbox import Account
from .place import Occupied, Place
from .smtp import Server, WrongAddress
from .starting import NotHere

HOST = "127.0.0.1"
THREADS = 8
HOW_TO_STOP = "Ctrl-C pour arrêter."
NOT_ASKED = {"SITE_URL": "https://localhost", "SMTP_URL": "smtp://localhost"}
"""What letting somebody in need not know."""


class Unsaid(ValueError):
    """A variable that must be said is not, or is wrong."""


class DatabaseEnded(RuntimeError):
    """The database ended by itself."""


def serve() -> None:
    """Serve the site on loopback until a signal. Raises DatabaseEnded."""
    from waitress.server import create_server

    from .site import Site

    asked, port = _asked(), int(os.environ.get("PORT") or 8000)
    serving, ended = threading.Event(), threading.Event()
    with running(asked, partial(_end, serving, ended)) as (app, loops):
        try:
            server = create_server(
                Site(app.app, loops.wake),
                host=HOST,
                port=port,
                threads=THREADS,
                ident="",
                trusted_proxy=HOST,
                trusted_proxy_headers={"x-forwarded-for"},
            )
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, _stop)
            loops.start()
            with suppress(KeyboardInterrupt):
                serving.set()
                if not ended.is_set():
                    where = f"{asked.site_url}\n  ← http://{HOST}:{port}"
                    print(f"\n  {where}\n\n  {HOW_TO_STOP}", flush=True)
                    server.run()
            server.close()
        finally:
            serving.clear()
        if ended.is_set():
            raise DatabaseEnded("la base de données s’est arrêtée d’elle-même : relancez le site")
    print("\nArrêté.", flush=True)


def staff(email: str, name: str, role: str) -> None:
    """Let somebody in, whether the site runs or not. Raises KeyError, ValueError, NotFound."""
    os.environ.update({name: os.environ.get(name) or any_ for name, any_ in NOT_ASKED.items()})
    asked = _asked()
    try:
        with asked.place.taken(), database_of(asked.place) as address:
            _enrol(asked, address, email, name, role)
    except Occupied:
        said = json.loads((asked.place.root / "running.json").read_text(encoding="utf-8"))
        _enrol(asked, said["database"], email, name, role)
    print(f"✓ {email} : {role}")


def _enrol(asked: Asked, address: str, email: str, name: str, role: str) -> None:
    from .database import ensure_table

    os.environ.update(environment(asked))
    from chalicelib import connections, handlers

    client = table_client("dynamodb", address)
    connections.use_clients(lambda _service, _attempts: client)
    ensure_table(client)
    handlers.enrol_staff({"email": email, "name": name, "role": role})


def _asked() -> Asked:
    """Return what the environment says. Raises Unsaid, WrongAddress."""
    data, site = os.environ.get("DATA", ""), os.environ.get("SITE_URL", "").rstrip("/")
    if not data:
        raise Unsaid("DATA= : le dossier où garder les données")
    if not site.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise Unsaid("SITE_URL= : l’adresse publique du site, qui commence par https://")
    smtp = Server.read(os.environ.get("SMTP_URL", ""))
    sender = os.environ.get("SENDER") or sender_of(site, smtp)
    said = os.environ.get("BOUNCES_URL")
    bounces = Account.read(said) if said else None
    return Asked(Place(Path(data).resolve()), site, smtp, sender, bounces)


def _end(serving: threading.Event, ended: threading.Event) -> None:
    """End the site with its database: without it, each page would be an error."""
    ended.set()
    if serving.is_set():
        os.kill(os.getpid(), signal.SIGTERM)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(*arguments: str) -> int:
    try:
        ensure_program()
        ensure_merged(TEMPLATES)
        ensure_settings(TEMPLATES / "programme.toml")
        if arguments[:1] == ("staff",):
            staff(*arguments[1:])
        else:
            serve()
    except (Unsaid, WrongAddress, WrongRegion, WrongSettings, NoDatabase, NotHere) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 2
    except Occupied as error:
        print(f"✗ {error} : un autre processus sert déjà ce dossier.", file=sys.stderr)
        return 1
    except (
        DatabaseEnded,
        Demonstrated,
        OSError,
        KeyError,
        ValueError,
        subprocess.SubprocessError,
        sqlite3.Error,
    ) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
