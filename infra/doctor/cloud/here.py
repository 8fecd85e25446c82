"""What is on this machine, before any account is asked: Python, its libraries, what is said."""

import platform

from chalicelib.adapters.texts.programme_file import read_file
from infra.deploy.stage import BadStage
from infra.packaging.runtime import DEPLOYED
from infra.region.problems import problems

from ..facts.examples import OURS, examples_left, lines_of_examples
from ..facts.machine import missing_libraries
from ..facts.names import without_mail
from ..report import Found
from .asked import Stage


def python(_: Stage) -> Found:
    version = platform.python_version()
    if version.startswith(f"{DEPLOYED}."):
        return Found(version)
    return Found(
        f"{version}, and the functions are rehearsed on {DEPLOYED}",
        f"make clean, then make PYTHON=python{DEPLOYED} package",
    )


def libraries(_: Stage) -> Found:
    if missing := missing_libraries():
        return Found("some do not load", f"apt-get install {' '.join(missing)}")
    return Found("what documents need loads")


def settings(stage: Stage) -> Found:
    found = list(problems(stage.settings()))
    if found:
        return Found(f"{len(found)} to put right", "\n".join(found))
    return Found(f"{stage.settings().name} is whole")


def examples(stage: Stage) -> Found:
    """Look at what the region and the stage say."""
    left = examples_left(stage.said, read_file(OURS))
    if not left:
        return Found("none is left")
    return Found(
        f"{len(left)} left: people would see or write to them",
        "\n".join([f"say yours in {stage.settings().name} (deploying.md, step 2):", *left]),
    )


def file(stage: Stage) -> Found:
    try:
        told = stage.told
    except BadStage as error:
        return Found(str(error), "docs/operations/deploying.md, step 3")
    if left := lines_of_examples(told):
        return Found(
            "an example is left", "\n".join([f"in infra/stages/{stage.name}.toml:", *left])
        )
    return Found(f"infra/stages/{stage.name}.toml is whole")


def mailboxes(stage: Stage) -> Found:
    told, said = stage.told, stage.said
    addresses = [
        told["SenderAddress"],
        told["AlertsAddress"],
        said["contact_email"],
        said["privacy_email"],
    ]
    if deaf := without_mail(addresses, stage.names):
        return Found(
            f"no server takes mail for {', '.join(deaf)}",
            "have somebody receive it: an MX record of the domain at your provider of mail,\n"
            "or another address in programme.toml or in the stage's file",
        )
    return Found(f"a server takes mail for {', '.join(dict.fromkeys(addresses))}")
