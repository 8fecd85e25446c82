"""The files that are a person's: their documents, each named after it."""

from ..ports import Files


def forget_documents(person_id: str, *, files: Files) -> None:
    """Delete each version of each of a person's documents. Harmless if repeated."""
    files.forget_all(f"documents/{person_id}-")
