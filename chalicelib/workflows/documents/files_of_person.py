"""The files that are a person's: their documents, each named after it, and their binders."""

from ...domain.privacy.binders import binders_of
from ..ports import Files


def forget_files(person_id: str, *, files: Files) -> None:
    """Delete each version of each of a person's files. Harmless if repeated."""
    files.forget_all(f"documents/{person_id}-")
    files.forget_all(binders_of(person_id))
