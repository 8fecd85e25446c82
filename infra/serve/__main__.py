"""`python -m infra.serve [staff EMAIL NAME ROLE | redrive | backup]`: for `make serve` and such."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

from chalicelib.domain.errors import NotFound
from chalicelib.settings import TEMPLATES
from infra.demonstrated import Demonstrated, ensure_of_nobody
from infra.enrolling import BARRED, BadMember, enrolled
from infra.region.checking import WrongSettings, ensure_settings
from infra.region.merging import ensure_merged
from infra.region.places import WrongRegion
from infra.region.rendering.stamp import ensure_rendered

from .asking import Unsaid, asked, place_of, port_of
from .backups import back_up_now
from .damage import Damaged
from .database import NoDatabase, ensure_program, table_client
from .dead_letters import DeadLetters
from .machine import Asked, environment, reached, running
from .mail.rate import WrongRate
from .mail.server import WrongAddress
from .mail.trying import wrong_with_mailbox, wrong_with_server
from .place import Occupied, Unusable
from .starting import NotHere

if TYPE_CHECKING:
    from .site import Site

HOST = "127.0.0.1"
THREADS = 8
PATIENCE = 60
"""Seconds that somebody may be silent: longer than the proxy keeps a line that is idle."""

AT_ONCE = 500
"""Connections: who is slow keeps a line, and nobody else from being heard."""

LARGEST = 20 * 1024 * 1024
"""Bytes of a request that are read at all: as the proxy. What is too large for the app is told."""

MENDED_FIRST = (
    *(Unsaid, WrongAddress, WrongRate, WrongRegion, WrongSettings),
    *(NoDatabase, NotHere, Unusable),
)
"""What somebody has to mend: to start again changes nothing."""

HOW_TO_STOP = "Ctrl-C stops it."
NOT_ASKED = {"SITE_URL": "https://localhost", "SMTP_URL": "smtp://localhost"}
"""What letting somebody in need not know."""


SHOULD_BE = {
    "email": "EMAIL=: a mail address, as you@example.org",
    "name": "NAME=: a first and a last name, without an address",
    "role": "ROLE=: admin, adviser or none",
}
"""What `make staff` should be told, by the field that is wrong."""


class Unknown(LookupError):
    """What is asked for is not there: an address of the team, a table."""


class DatabaseEnded(RuntimeError):
    """The database ended by itself."""


class PortTaken(RuntimeError):
    """One cannot listen there."""


def serve() -> None:
    """Serve the site on loopback until a signal. Raises DatabaseEnded."""
    from .site import Site

    said, port = asked(), port_of()
    serving, ended = threading.Event(), threading.Event()
    with running(said, partial(_end, serving, ended)) as (app, loops):
        try:
            server = _listening(Site(app.app, loops.wake), port)
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, _stop)
            loops.start()
            threading.Thread(target=_try_mail, args=(said,), daemon=True).start()
            with suppress(KeyboardInterrupt):
                serving.set()
                if not ended.is_set():
                    where = f"{said.site_url}\n  ← http://{HOST}:{port}"
                    print(f"\n  {where}\n\n  {HOW_TO_STOP}", flush=True)
                    server.run()
            server.close()
        finally:
            serving.clear()
        if ended.is_set():
            raise DatabaseEnded("the database ended by itself: start the site again")
    print("\nStopped.", flush=True)


def _try_mail(said: Asked) -> None:
    """Say what is wrong with mail: the site goes on, as it would if that broke later."""
    found = [wrong_with_server(said.smtp)]
    if said.bounces:
        found.append(wrong_with_mailbox(said.bounces))
    for wrong in filter(None, found):
        print(f"✗ {wrong}. Mails wait (make doctor)", file=sys.stderr, flush=True)


def _listening(site: "Site", port: int) -> Any:
    """Return the server, which listens already. Raises PortTaken."""
    from waitress.server import create_server

    try:
        return create_server(
            site,
            host=HOST,
            port=port,
            threads=THREADS,
            channel_timeout=PATIENCE,
            connection_limit=AT_ONCE,
            asyncore_use_poll=True,
            max_request_body_size=LARGEST,
            ident="",
            trusted_proxy=HOST,
            trusted_proxy_headers={"x-forwarded-for"},
        )
    except OSError as error:
        raise PortTaken(
            f"PORT={port}: nobody can listen there ({error.strerror}); does another program? "
            "Stop it, or say another PORT= (to the proxy too)"
        ) from error


def staff(email: str, name: str, role: str) -> None:
    """Let somebody in, whether the site runs or not. Raises BadMember, Demonstrated, Unknown."""
    os.environ.update({name: os.environ.get(name) or any_ for name, any_ in NOT_ASKED.items()})
    said, member = asked(), enrolled(email, name, role)
    if role != BARRED:
        ensure_of_nobody(member["email"])
    with reached(said.place) as address:
        left = _enrol(said, address, member)
    print(f"✓ {member['email']}: {role}")
    if not left:
        print(
            "⚠ nobody has the role admin any more: make staff DATA=… EMAIL=… NAME=… ROLE=admin",
            file=sys.stderr,
        )


def redrive() -> None:
    """Ask for another try of each dead letter, of the process that serves or will serve."""
    count = DeadLetters(place_of().dead_letters).ask_again()
    when = "within five minutes, or once the site starts again"
    print(f"✓ {count} are tried again {when}" if count else "✓ there is none")


def backup() -> None:
    """Make a copy of the table now, whether the site runs or not. Raises Damaged, Unknown."""
    place = place_of()
    if not place.table.exists():
        raise Unknown(f"DATA=: nothing was served from {place.root} yet")
    copy = back_up_now(place, datetime.now(UTC))
    print(f"✓ {copy}\n  to go back to it: make restore DATA={place.root} AT={copy.stem}")


def _enrol(said: Asked, address: str, member: dict[str, str]) -> int:
    """Return how many admins there are then."""
    from .database import ensure_table

    os.environ.update(environment(said))
    from chalicelib import connections, handlers, wiring
    from chalicelib.domain.people.staff import Role

    client = table_client("dynamodb", address)
    connections.use_clients(lambda _service, _attempts: client)
    ensure_table(client)
    try:
        handlers.enrol_staff(member)
    except NotFound:
        raise Unknown(f"EMAIL={member['email']}: nobody of the team has this address") from None
    return sum(each.active and each.role is Role.ADMIN for each in wiring.store().team())


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
        if arguments == ("backup",):  # also while the settings are wrong
            backup()
            return 0
        ensure_program()
        ensure_merged(TEMPLATES)
        ensure_settings(TEMPLATES)
        if arguments[:1] == ("staff",):
            staff(*arguments[1:])
        elif arguments == ("redrive",):
            redrive()
        else:
            ensure_rendered(TEMPLATES)
            serve()
    except BadMember as error:
        print(f"✗ {SHOULD_BE[error.field]}", file=sys.stderr)
        return 2
    except (
        Unsaid,
        WrongAddress,
        WrongRate,
        WrongRegion,
        WrongSettings,
        NoDatabase,
        NotHere,
        Unusable,
    ) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 2
    except Occupied as error:
        print(f"✗ {error}: another process serves this folder already", file=sys.stderr)
        return 1
    except (
        Damaged,
        DatabaseEnded,
        PortTaken,
        Unknown,
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
