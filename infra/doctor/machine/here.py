"""What is on this machine, and what the operator and the region say."""

from chalicelib.adapters.texts.programme_file import read_file
from infra.region.problems import problems
from infra.serve.database import ensure_program
from infra.serve.machine import sender_of
from infra.serve.mail.mailbox import Account
from infra.serve.mail.server import Server
from infra.serve.mail.trying import wrong_with_mailbox, wrong_with_server

from ..facts.examples import OURS, examples_left
from ..facts.machine import missing_libraries
from ..facts.names import without_mail
from ..report import Found
from .asked import Machine

GUIDE = "docs/operations/one-machine.md"
VERIFY = "vérifiez l’hôte, le port, l’utilisateur et le mot de passe de SMTP_URL="
OURSELVES = ("http://127.0.0.1", "http://localhost")


def libraries(_: Machine) -> Found:
    """Look for what documents need, and for the database. Raises NoDatabase."""
    if missing := missing_libraries():
        return Found("il en manque", f"apt-get install {' '.join(missing)}")
    ensure_program()
    return Found("tout y est")


def settings(machine: Machine) -> Found:
    if found := list(problems(machine.settings())):
        return Found(f"{len(found)} à corriger", "\n".join(found))
    return Found(f"{machine.settings().name} est complet")


def examples(machine: Machine) -> Found:
    left = examples_left(machine.said, read_file(OURS))
    if not left:
        return Found("il n’en reste pas")
    return Found(
        f"il en reste {len(left)} : des gens les verraient, ou y écriraient",
        "\n".join([f"dites les vôtres dans {machine.settings().name} :", *left]),
    )


def address(machine: Machine) -> Found:
    if not machine.site_url:
        return Found("SITE_URL= n’est pas dit", "ajoutez l’adresse publique du site, en https://")
    if not machine.site_url.startswith(("https://", *OURSELVES)):
        return Found(f"{machine.site_url} n’est pas en https://", GUIDE)
    return Found(machine.site_url)


def mail_server(machine: Machine) -> Found:
    """Connect and sign in, as before a mail; none is sent."""
    if not machine.smtp_url:
        return Found("SMTP_URL= n’est pas dit", f"ajoutez le serveur de courriel ({GUIDE})")
    server = Server.read(machine.smtp_url)
    if wrong := wrong_with_server(server):
        return Found(wrong, VERIFY)
    who = f"accepte {server.user}" if server.user else "n’a pas demandé de mot de passe"
    return Found(f"{server.host}:{server.port} répond, et {who}")


def bounces(machine: Machine) -> Found:
    """Sign in to the mailbox that mails come back to, and read nothing."""
    if not machine.bounces_url:
        return Found(
            "BOUNCES_URL= n’est pas dit : on ne saura que ce que le serveur refuse aussitôt"
        )
    account = Account.read(machine.bounces_url)
    if wrong := wrong_with_mailbox(account):
        return Found(
            wrong, "vérifiez hôte, port, utilisateur, mot de passe et dossier de BOUNCES_URL="
        )
    return Found(f"{account.host}:{account.port} ouvre {account.folder}")


def mailboxes(machine: Machine) -> Found:
    sender = machine.sender or sender_of(machine.site_url, Server.read(machine.smtp_url))
    addresses = [sender, machine.said["contact_email"], machine.said["privacy_email"]]
    if deaf := without_mail(addresses, machine.names):
        return Found(
            f"aucun serveur ne reçoit le courriel de {', '.join(deaf)}",
            "demandez un enregistrement MX à votre fournisseur, ou donnez une autre adresse",
        )
    return Found(f"un serveur reçoit le courriel de {', '.join(dict.fromkeys(addresses))}")
