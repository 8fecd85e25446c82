"""Levels of digital maturity."""

from enum import StrEnum


class Maturity(StrEnum):
    """Levels of digital maturity, as participants place themselves."""

    DEBUTANT = "debutant"
    EMERGENT = "emergent"
    OPERATIONNEL = "operationnel"
    AVANCE = "avance"
