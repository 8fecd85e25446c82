"""Debian packages from this machine's own mirrors, by an apt that changes nothing on it."""

import os
import re
import shutil
import subprocess
from functools import cached_property
from pathlib import Path

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
DEBOOTSTRAP = Path("/usr/sbin/debootstrap")
TOOLS = ("apt-get", "apt-cache", "dpkg-deb")


class DebianFailed(RuntimeError):
    """No mirror, no tool, or a package that the mirror does not have: what to do about it."""


class Apt:
    """Apt for one suite and its security updates, in a folder of its own. Call `update` first."""

    def __init__(self, folder: Path, suite: str) -> None:
        self._folder, self._suite = folder, suite

    def update(self) -> None:
        """Read the mirrors' signed lists. Raises DebianFailed."""
        missing = [tool for tool in TOOLS if shutil.which(tool) is None]
        if missing or not KEYRING.exists():
            raise DebianFailed(
                f"missing: {', '.join([*missing, *([] if KEYRING.exists() else [str(KEYRING)])])}. "
                "Install apt, dpkg and debian-archive-keyring, or build infra/layer/Dockerfile."
            )
        for name in ("lists/partial", "cache/archives/partial"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "status").touch()
        main, security = mirrors()
        signed = f"deb [arch=amd64 signed-by={KEYRING}]"
        lines = [
            f"{signed} {main} {self._suite} main",
            f"{signed} {security} {self._suite}-security main",
        ]
        (self._folder / "sources.list").write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            self._run("apt-get", "update", "-qq")
        except DebianFailed as error:
            raise DebianFailed(
                f"{error}\nThe mirror is away, or has {self._suite} no more. Another: "
                "DEBIAN_MIRROR=http://…/debian"
            ) from None

    def candidate(self, package: str) -> dict[str, str]:
        """Return the newest version's record: Version, SHA256 and the rest. Raises DebianFailed."""
        text = self._run("apt-cache", "show", "--no-all-versions", package)
        lines = (line.partition(": ") for line in text.splitlines() if ": " in line)
        return {name: value for name, _, value in lines}

    def download(self, package: str, version: str, folder: Path) -> Path:
        """Download a package. Raises DebianFailed if the mirror no longer has that version."""
        with_epoch = version.replace(":", "%3a")
        self._run("apt-get", "download", "-qq", f"{package}:amd64={version}", cwd=folder)
        return next(folder.glob(f"{package}_{with_epoch}_*.deb"))

    @cached_property
    def _options(self) -> list[str]:
        options = {
            "APT::Architecture": "amd64",
            "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
            # Otherwise a mirror that does not answer is a warning, and its packages look withdrawn.
            "APT::Update::Error-Mode": "any",
            # The suites are old ones: their lists may have expired. The lock has checksums.
            "Acquire::Check-Valid-Until": "false",
            "Acquire::Languages": "none",
            "Dir::Cache": str(self._folder / "cache"),
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::Etc::sourcelist": str(self._folder / "sources.list"),
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State::lists": str(self._folder / "lists"),
            "Dir::State::status": str(self._folder / "status"),
        }
        return [part for name, value in options.items() for part in ("-o", f"{name}={value}")]

    def _run(self, tool: str, *arguments: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            [tool, *self._options, *arguments], cwd=cwd, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise DebianFailed(f"{tool} {' '.join(arguments)}: {done.stderr.strip()[-400:]}")
        return done.stdout


def mirrors() -> tuple[str, str]:
    """Return the mirrors of Debian and of its security updates.

    From DEBIAN_MIRROR, or this machine's apt, or what debootstrap knows. DEBIAN_MIRROR may be a
    snapshot's, `…/debian/DATE`: that is how an old lock is built again. Raises DebianFailed.
    """
    given = os.environ.get("DEBIAN_MIRROR", "").rstrip("/")
    if given:
        return given, re.sub("/debian(/|$)", r"/debian-security\1", given)
    known = [uri.rstrip("/") for uri in _listed()]
    main = next((uri for uri in known if uri.endswith("/debian")), None) or _of_debootstrap()
    if main is None:
        raise DebianFailed(
            "No Debian mirror in this machine's sources: say DEBIAN_MIRROR=http://…/debian"
        )
    security = next((uri for uri in known if uri.endswith("/debian-security")), f"{main}-security")
    return main, security


def _listed() -> list[str]:
    """Return the mirrors listed by this machine's apt."""
    if shutil.which("apt-get") is None:
        return []
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def _of_debootstrap() -> str | None:
    """Return the mirror that debootstrap makes Debian systems from, on Ubuntu too."""
    if not DEBOOTSTRAP.exists():
        return None
    found = re.search(r'^DEF_MIRROR="([^"]+)"', DEBOOTSTRAP.read_text("utf-8"), re.MULTILINE)
    return found[1].rstrip("/") if found else None


def unpack(package: Path, folder: Path) -> None:
    subprocess.run(["dpkg-deb", "--extract", str(package), str(folder)], check=True)
