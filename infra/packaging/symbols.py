"""What only a debugger reads in compiled libraries: as zeros it takes no room in a zip."""

from collections.abc import Mapping
from io import BytesIO

from elftools.elf.elffile import ELFFile

ELF = b"\x7fELF"
FOR_DEBUGGERS = (".symtab", ".strtab", ".debug_")
"""How sections begin that `strip` takes away. What a library is loaded by has others."""


def without_symbols(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files; in libraries, these are zeros, and all else is where it was."""
    return {
        name: _blank(content) if content.startswith(ELF) else content
        for name, content in files.items()
    }


def _blank(library: bytes) -> bytes:
    blanked = bytearray(library)
    for section in ELFFile(BytesIO(library)).iter_sections():
        if section.name.startswith(FOR_DEBUGGERS):
            start, size = section["sh_offset"], section["sh_size"]
            blanked[start : start + size] = bytes(size)
    return bytes(blanked)
