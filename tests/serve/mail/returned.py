"""Mails that come back, as mail servers write them."""

from email.message import EmailMessage

SENT = """\
From: Brigade <brigade@example.org>
To: Ana <ana@example.org>
Subject: Votre rencontre
Message-ID: <0a1b2c@example.org>
"""


def of_rfc3464(header: str, status: str, diagnostic: str = "", action: str = "failed") -> bytes:
    """Return a notification in parts (RFC 3464), as Postfix, Exim and Exchange send it."""
    about = f"Final-Recipient: rfc822; ana@example.org\nAction: {action}\nStatus: {status}\n"
    if diagnostic:
        about += f"Diagnostic-Code: smtp; {diagnostic}\n"
    return _report(
        "delivery-status",
        f"message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n{about}",
        header,
    )


def of_rfc5965(header: str, kind: str = "abuse") -> bytes:
    """Return what a provider sends when somebody says that a mail is unwanted (ARF)."""
    said = f"Feedback-Type: {kind}\nUser-Agent: Example/1.0\nVersion: 1\n"
    return _report("feedback-report", f"message/feedback-report\n\n{said}", header)


def of_qmail(header: str, why: str) -> bytes:
    return _plain(
        "failure notice",
        "Hi. This is the qmail-send program at example.org.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
        f"<ana@example.org>:\n{why}\n\n"
        f"--- Below this line is a copy of the message.\n\n{SENT}{header}\n\nBonjour\n",
    )


def of_old_exim(header: str, why: str) -> bytes:
    """Return a notification of Exim before 4.86, in one part."""
    return _plain(
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n"
        f"  ana@example.org\n    {why}\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        f"{SENT}{header}\n\nBonjour\n",
        **{"X-Failed-Recipients": "ana@example.org"},
    )


def somebody_writes(header: str = "") -> bytes:
    """Return a mail from a person, with our own mail as they had it."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ana@example.org", "Re: Votre rencontre"
    mail.set_content(f"Je ne pourrai pas venir.\n\n{SENT}{header}\n")
    return mail.as_bytes()


def _report(kind: str, part: str, header: str) -> bytes:
    parts = "\n--cut\n".join(
        (
            "",
            "Content-Type: text/plain\n\nYour mail came back.",
            f"Content-Type: {part}",
            f"Content-Type: message/rfc822\n\n{SENT}{header}\n\nBonjour",
        )
    )
    return (
        "From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="cut"\n{parts}\n--cut--\n'
    ).encode()


def _plain(subject: str, text: str, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "MAILER-DAEMON@example.org", subject
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()
