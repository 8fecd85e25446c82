"""Lays a region's folder over ours: which files the site is then made of."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from infra.packaging.archive import read_folder

from .adapting import adapted
from .inheriting import inherited_settings, laid_over, read_toml
from .look.picture import PICTURE, picture_of
from .places import WrongRegion
from .toml_text import toml_text

BASE = "_base"
"""Where ours of a file that they changed is, for `{% extends "_base/pages/…" %}`."""

TEMPLATES = ("pages/", "emails/", "documents/")
NAMED_BASE = re.compile(rb"""["']_base/([^"']+)["']""")
FOR_CHECKS = ("words.txt", "hosts.txt")
"""A region's words of spelling, and the hosts that it vouched for: no part of the site."""

LABEL = ".region"
"""Says of a merged folder which region's it is, as problems name it."""

SETTINGS = "programme.toml"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return a region's files by path, without what is hidden and what is told of it."""
    return {
        name: content
        for name, content in read_folder(folder).items()
        if not _is_aside(PurePosixPath(name))
    }


def laid(ours: Path, theirs: Path) -> dict[str, bytes]:
    """Return the files of the site by path. Raises WrongRegion for a file that cannot be read."""
    own, said = read_folder(ours), files_of(theirs)
    _ensure_lies_over(own, said, theirs.name)
    files = {**own, **{name: each for name, each in said.items() if name not in FOR_CHECKS}}
    for name in said:
        if name.endswith(".toml") and name in own:
            files[name] = _merged_toml(ours, theirs, name)
    if SETTINGS not in said:
        files[SETTINGS] = toml_text(inherited_settings(_ours(ours, SETTINGS), {})).encode()
    files |= _of_settings(own, said, files)
    files |= {f"{BASE}/{name}": own[name] for name in sorted(_bases(own, said))}
    files[LABEL] = theirs.name.encode()
    return files


def _ensure_lies_over(own: Mapping[str, bytes], said: Mapping[str, bytes], told: str) -> None:
    """Raise WrongRegion for a name that no file can have, or that ours has for something else."""
    folders = {str(each) for name in own for each in PurePosixPath(name).parents}
    for name in said:
        try:
            name.encode()
        except UnicodeEncodeError:
            raise WrongRegion(f"{told}/{name!a}: its name is not in UTF-8") from None
        if name in folders:
            raise WrongRegion(f"{told}/{name}: is a folder of ours, not a file")
        if above := next((str(p) for p in PurePosixPath(name).parents if str(p) in own), ""):
            raise WrongRegion(f"{told}/{above}: is a file of ours, not a folder")


def _is_aside(path: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return hidden or (len(path.parts) == 1 and path.stem.upper() in {"README", "LICENSE"})


def _ours(folder: Path, name: str) -> dict[str, object]:
    return read_toml(folder / name, f"{folder.name}/{name}")


def _merged_toml(ours: Path, theirs: Path, name: str) -> bytes:
    own, said = _ours(ours, name), read_toml(theirs / name, f"{theirs.name}/{name}")
    merge = inherited_settings if name == SETTINGS else laid_over
    return toml_text(merge(own, said)).encode()


def _of_settings(
    own: Mapping[str, bytes], said: Mapping[str, bytes], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return what is made of a region's settings: nothing, while they are not whole yet."""
    ours, theirs = (tomllib.loads(each[SETTINGS].decode()) for each in (own, files))
    try:
        picture = {} if PICTURE in said else {PICTURE: picture_of(theirs, files)}
        return {**picture, **adapted(own, said, ours, theirs)}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}


def _bases(own: Mapping[str, bytes], said: Mapping[str, bytes]) -> set[str]:
    """Return which of our templates are to be within reach: changed by them, or named."""
    texts = {name: each for name, each in said.items() if name.startswith(TEMPLATES)}
    named = {
        found.decode("utf-8", "replace")
        for text in texts.values()
        for found in NAMED_BASE.findall(text)
    }
    return {name for name in named | texts.keys() if name in own and _is_text(name)}


def _is_text(name: str) -> bool:
    return name.startswith(TEMPLATES) and name.endswith((".html", ".txt", ".css"))
