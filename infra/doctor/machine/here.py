"""What is on this machine, and what the operator says."""

from infra.serve.database import ensure_program
from infra.serve.mail.mailbox import Account
from infra.serve.mail.server import Server
from infra.serve.mail.trying import wrong_with_mailbox, wrong_with_server

from ..check import Found
from .asked import Machine

GUIDE = "docs/operations/one-machine.md"
OURSELVES = ("http://127.0.0.1", "http://localhost")
LOOK_AT = "look at the host, the port, the user, the password"


def database(_: Machine) -> Found:
    """Look for the database's program. Raises NoDatabase."""
    ensure_program()
    return Found("its program is there")


def address(machine: Machine) -> Found:
    if not machine.site_url:
        return Found("SITE_URL= is not said", "add the site's public address, with https://")
    if not machine.site_url.startswith(("https://", *OURSELVES)):
        return Found(f"{machine.site_url} does not begin with https://", GUIDE)
    return Found(machine.site_url)


def mail_server(machine: Machine) -> Found:
    """Connect and sign in, as before a mail; none is sent. Raises WrongAddress."""
    if not machine.smtp_url:
        return Found("SMTP_URL= is not said", f"add your provider's mail server ({GUIDE})")
    server = Server.read(machine.smtp_url)
    if wrong := wrong_with_server(server):
        return Found(wrong, f"{LOOK_AT} of SMTP_URL=")
    who = f"takes {server.user}" if server.user else "asked for no password"
    return Found(f"{server.host}:{server.port} answers, and {who}")


def returns(machine: Machine) -> Found:
    """Sign in to the mailbox that mails come back to, and read nothing. Raises WrongAddress."""
    if not machine.bounces_url:
        return Found("BOUNCES_URL= is not said: only what the server refuses at once is known")
    account = Account.read(machine.bounces_url)
    if wrong := wrong_with_mailbox(account):
        return Found(wrong, f"{LOOK_AT} and the folder of BOUNCES_URL=")
    return Found(f"{account.host}:{account.port} opens {account.folder}")
