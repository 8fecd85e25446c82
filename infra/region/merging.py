"""Keeps ours and a region's merged, under `build/`, for what runs or packages the site."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from infra.packaging.archive import write_folder

from .laying import laid
from .places import KEPT, MERGED, OURS, WrongRegion, region_folder

AT_MOST = 8
"""Mergings that are kept: a server that runs goes on reading the one that it began with."""


def merged() -> Path:
    """Merge ours and the region's, if there is one; return what the site is made of.

    `build/templates` leads there, or is removed. What is wrong is told, and nothing leads to it.
    Raises WrongRegion and WrongSettings.
    """
    from .checking import ensure_settings  # loads what notes at once where the templates are

    region, folder = region_folder(), merged_aside()
    ensure_settings(folder)
    if _may_write():
        if region:
            _point(MERGED, folder)
        else:
            _remove(MERGED)
    return folder


def merged_aside() -> Path:
    """Merge, right or wrong: `build/templates` leads where it led.

    Who may not write there takes what another user merged. Raises WrongRegion, if that is not fresh
    too.
    """
    region = region_folder()
    if region and _may_write():
        return merged_with(region)
    made = MERGED.resolve() if region else OURS
    if not _may_write():
        ensure_merged(made)
    return made


def _may_write() -> bool:
    return not MERGED.parent.is_dir() or os.access(MERGED.parent, os.W_OK)


def ensure_merged(templates: Path) -> None:
    """Raise WrongRegion if what the site is made of is not ours and the region's as they are now.

    Templates that the environment names are what whoever named them says.
    """
    if os.environ.get("TEMPLATES"):
        return
    region = region_folder()
    fresh = KEPT / _digest(laid(OURS, region)) if region else OURS
    if templates != fresh.resolve():
        raise WrongRegion(f"{region or OURS}: has changed since it was merged; make merged")


def merged_with(region: Path, ours: Path = OURS, kept: Path = KEPT) -> Path:
    """Return a folder with ours and a region's merged; what is the same is written once."""
    files = laid(ours, region)
    folder = kept / _digest(files)
    if not folder.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(dir=kept, prefix="."))
        fresh.chmod(0o755)
        write_folder(fresh, files)
        _named(fresh, folder)
    folder.touch()
    _forget(kept)
    return folder


def _named(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:  # another process wrote the same meanwhile
        shutil.rmtree(fresh)


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:16]


def _point(link: Path, folder: Path) -> None:
    """Make a link lead to a folder, at once: nobody finds it missing."""
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    aside = link.with_name(f".{link.name}-{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(folder.relative_to(link.parent))
    aside.replace(link)


def _remove(link: Path) -> None:
    if link.is_symlink():
        link.unlink()
    elif link.is_dir():
        shutil.rmtree(link)


def _forget(kept: Path) -> None:
    """Remove the oldest mergings, but the one that the site is made of."""
    led_to = MERGED.resolve()
    folders = [each for each in kept.iterdir() if not each.name.startswith(".")]
    folders = [each for each in folders if each.resolve() != led_to]
    for old in sorted(folders, key=lambda each: each.stat().st_mtime)[:-AT_MOST]:
        shutil.rmtree(old, ignore_errors=True)
