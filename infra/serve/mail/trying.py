"""What is wrong with a mail server or a mailbox, in words, before a mail meets it."""

import smtplib

from imapclient.exceptions import IMAPClientError, LoginError

from .mailbox import Account
from .server import Server, Unencrypted

IN_CLEAR = (
    "{} does not encrypt: the password could be read on the way, and is not said. Take {}, or "
    "the port that your provider names for TLS"
)


def wrong_with_server(server: Server) -> str:
    """Connect, sign in and leave; return what is wrong, "" if nothing is. No mail is sent."""
    where = f"{server.host}:{server.port}"
    try:
        server.try_out()
    except smtplib.SMTPAuthenticationError:
        return f"{where} refuses the user or the password"
    except smtplib.SMTPException as error:
        return f"{where} does not want us ({error})"
    except Unencrypted:
        return IN_CLEAR.format(where, "smtps://")
    except OSError as error:
        return f"{where} does not answer ({error})"
    return ""


def wrong_with_mailbox(account: Account) -> str:
    """Sign in, look for the folder and leave; return the same. Nothing is read."""
    where = f"{account.host}:{account.port}"
    try:
        account.try_out()
    except LoginError:
        return f"{where} refuses the user or the password"
    except Unencrypted:
        return IN_CLEAR.format(where, "imaps://")
    except (OSError, IMAPClientError) as error:
        return f"{where} does not open the mailbox ({type(error).__name__})"
    return ""
