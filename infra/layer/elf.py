"""What shared libraries need from the machine that will run them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

from infra.packaging.wheels import GLIBC

NEWEST = {"GLIBC": GLIBC, "GLIBCXX": (3, 4, 29), "CXXABI": (1, 3, 13), "GCC": (7, 0, 0)}
"""Newest versions of symbols in Amazon Linux 2023's glibc 2.34 and gcc 11."""

RUNTIME = frozenset(
    {
        "ld-linux-x86-64.so.2",
        "libc.so.6",
        "libdl.so.2",
        "libgcc_s.so.1",
        "libm.so.6",
        "libpthread.so.0",
        "librt.so.1",
        "libstdc++.so.6",
        "libutil.so.1",
    }
)
"""The C library's files, and gcc's, which Lambda's Python runtime has too."""


class Unloadable(RuntimeError):
    """Amazon Linux 2023 could not load a library: which, and what it needs."""


@dataclass(frozen=True)
class Needs:
    """What one library needs: libraries and versioned symbols, beside its own name."""

    soname: str
    libraries: frozenset[str]
    versions: frozenset[str]


def is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def needs(file: Path) -> Needs:
    with file.open("rb") as opened:
        sections = list(ELFFile(opened).iter_sections())
        dynamic = (s for s in sections if isinstance(s, DynamicSection))
        # A tag that holds a name has it as an attribute, which pyelftools' types do not say.
        tags: list[Any] = [tag for section in dynamic for tag in section.iter_tags()]
        asking = (s for s in sections if isinstance(s, GNUVerNeedSection))
        asked = [pair for section in asking for pair in section.iter_versions()]
        return Needs(
            next((str(tag.soname) for tag in tags if tag.entry.d_tag == "DT_SONAME"), file.name),
            frozenset(str(tag.needed) for tag in tags if tag.entry.d_tag == "DT_NEEDED"),
            frozenset(str(aux.name) for _, auxiliaries in asked for aux in auxiliaries),
        )


def check(files: Iterable[Path]) -> None:
    """Check that libraries need only old enough symbols, and one another or the runtime.

    Raises Unloadable.
    """
    found = {file: needs(file) for file in files}
    there = RUNTIME | {file.name for file in found} | {one.soname for one in found.values()}
    for file, one in found.items():
        newer = sorted(version for version in one.versions if _newer(version))
        if newer:
            raise Unloadable(f"{file.name} asks for {', '.join(newer)}")
        missing = sorted(one.libraries - there)
        if missing:
            raise Unloadable(f"{file.name} needs {', '.join(missing)}")


def _newer(version: str) -> bool:
    """Return whether a symbol version such as GLIBC_2.36 is newer than the runtime's.

    One without a number counts as newer: GLIBC_ABI_DT_RELR came with 2.36, and GLIBC_PRIVATE is
    never ours to use.
    """
    name, _, number = version.partition("_")
    if name not in NEWEST:
        return False
    if not number.replace(".", "").isdigit():
        return True
    return tuple(map(int, number.split("."))) > NEWEST[name]
