"""`make run`: the site on loopback, until Ctrl-C."""

import os
import signal
import sys
from types import FrameType
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from chalicelib.settings import TEMPLATES
from infra.region.checking import WrongSettings, ensure_settings
from infra.region.merging import ensure_merged
from infra.region.places import WrongRegion

HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """HTTP/1.1 without a line per request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *args: Any) -> None:
        """Log nothing: the addresses of pages are private."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
        if type == "error":
            print(message % args if args else message, file=sys.stderr)


def main() -> None:
    try:
        ensure_merged(TEMPLATES)
        ensure_settings(TEMPLATES)
    except (WrongRegion, WrongSettings) as error:
        sys.exit(f"✗ {error}")
    port = int(os.environ.get("PORT", "8000"))
    site = f"http://{HOST}:{port}"
    from .system import build

    system = build(site)
    from .site import Site

    if os.environ.get("DEMO", "1") != "0":
        from .demonstration import load

        load(system)
    server = make_server(HOST, port, Site(system), threaded=True, request_handler=QuietHandler)
    system.start()

    def stop(signum: int, frame: FrameType | None) -> None:
        # Once: make passes on a second signal while the first one is being answered.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    # Both: a process started in the background of a script inherits an ignored SIGINT.
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    print(
        "\n  Démonstration : rien n’est gardé, et rien ne doit y venir du réseau.\n\n"
        f"  Site              {site}/\n  Équipe            {site}/equipe\n"
        f"  Boîte aux lettres {site}/_local/\n\n  Ctrl-C pour arrêter.",
        flush=True,
    )
    server.serve_forever()  # werkzeug ends it, and closes the socket, on KeyboardInterrupt
    system.pump.stop()
    print("\nArrêté.", flush=True)


if __name__ == "__main__":
    main()
