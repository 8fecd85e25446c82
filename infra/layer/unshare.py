"""What this machine lets a process have for itself: a root, or a mount that no other sees."""

import shutil
import subprocess

WAYS: tuple[list[str], ...] = ([], ["--map-root-user"])
"""As the current user, or as root in a user namespace."""


class NoRoot(RuntimeError):
    """This machine does not allow it, or lacks a tool for it: what to do about it."""


def way(*trial: str) -> list[str]:
    """Return the options of `unshare` with which the trial works. Raises NoRoot if none does."""
    if shutil.which("unshare") is None:
        raise NoRoot("missing: unshare. A minimal root is made on Linux alone.")
    for options in WAYS:
        command = ["unshare", *options, *trial]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return options
    raise NoRoot(
        "This machine lets you have no root or mount of your own. Be root on it; in Docker, start "
        "the container with --cap-add SYS_ADMIN --security-opt apparmor=unconfined; on Ubuntu, "
        "allow user namespaces: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
    )
