"""Names that only a debugger reads in compiled libraries: as zeros they take no room in a zip."""

from collections.abc import Mapping
from io import BytesIO

from elftools.elf.elffile import ELFFile

ELF = b"\x7fELF"
FOR_DEBUGGERS = (".symtab", ".strtab")
"""What `strip` takes away. What a library is loaded by has sections of its own."""


def without_symbols(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files; in libraries, the names are zeros, and all else is where it was."""
    return {
        name: _blank(content) if content.startswith(ELF) else content
        for name, content in files.items()
    }


def _blank(library: bytes) -> bytes:
    blanked = bytearray(library)
    sections = map(ELFFile(BytesIO(library)).get_section_by_name, FOR_DEBUGGERS)
    for section in filter(None, sections):
        start, size = section["sh_offset"], section["sh_size"]
        blanked[start : start + size] = bytes(size)
    return bytes(blanked)
