"""What shared libraries ask of the machine they will run on."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

from infra.packaging.wheels import GLIBC

NEWEST = {"GLIBC": GLIBC, "GLIBCXX": (3, 4, 29), "CXXABI": (1, 3, 13), "GCC": (7, 0, 0)}
"""Versions of symbols that Amazon Linux 2023's glibc 2.34 and gcc 11 end with."""

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
"""The C library's, and gcc's, which Lambda's Python runtime has too."""


class Unloadable(RuntimeError):
    """A library that Amazon Linux 2023 could not load: which, and what it asks for."""


@dataclass(frozen=True)
class Needs:
    """Of one library: its own name, the libraries and the versioned symbols that it asks for."""

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
        # A tag of a name has the name as an attribute, which pyelftools' types do not say.
        tags: list[Any] = [tag for section in dynamic for tag in section.iter_tags()]
        asking = (s for s in sections if isinstance(s, GNUVerNeedSection))
        asked = [pair for section in asking for pair in section.iter_versions()]
        return Needs(
            next((str(tag.soname) for tag in tags if tag.entry.d_tag == "DT_SONAME"), file.name),
            frozenset(str(tag.needed) for tag in tags if tag.entry.d_tag == "DT_NEEDED"),
            frozenset(str(aux.name) for _, auxiliaries in asked for aux in auxiliaries),
        )


def check(files: Iterable[Path]) -> None:
    """Raises Unloadable unless each asks for old enough symbols, and for libraries that are among
    them or in the runtime."""
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
    """Of a symbol version such as GLIBC_2.36. What has no number is newer too (GLIBC_ABI_DT_RELR is
    of 2.36), or never ours to ask for (GLIBC_PRIVATE)."""
    name, _, number = version.partition("_")
    if name not in NEWEST:
        return False
    if not number.replace(".", "").isdigit():
        return True
    return tuple(map(int, number.split("."))) > NEWEST[name]
