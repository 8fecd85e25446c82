"""What is on this machine, and what the region says."""

from chalicelib.adapters.texts.programme_file import read_file
from infra.region.problems import problems

from ..check import Found
from ..facts.examples import OURS, examples_left
from ..facts.machine import missing_libraries
from ..facts.names import without_mail
from ..site import Site


def libraries(_: Site) -> Found:
    if missing := missing_libraries():
        return Found("some do not load", f"apt-get install {' '.join(missing)}")
    return Found("what documents need loads")


def settings(site: Site) -> Found:
    where = site.settings()
    if found := list(problems(where)):
        return Found(f"{len(found)} to put right", "\n".join(found))
    return Found(f"{where.name} is whole")


def examples(site: Site) -> Found:
    """Look at what the region says, and its admins."""
    left = examples_left(site.said, read_file(OURS))
    if not left:
        return Found("none is left")
    return Found(
        f"{len(left)} left: people would see or write to them",
        "\n".join([f"say yours in {site.settings().name} (docs/settings.md):", *left]),
    )


def mailboxes(site: Site) -> Found:
    said = site.said
    addresses = [*site.addresses, said["contact_email"], said["privacy_email"]]
    if deaf := without_mail(addresses, site.names):
        return Found(
            f"no server takes mail for {', '.join(deaf)}",
            "have somebody receive it: an MX record of the domain at your provider of mail,\n"
            "or say another address",
        )
    return Found(f"a server takes mail for {', '.join(dict.fromkeys(addresses))}")
