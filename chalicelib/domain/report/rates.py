"""Rates and means, each with what it was made from."""

from typing import Any

DECIMALS = 3


def rate(numerator: int, denominator: int) -> dict[str, Any]:
    """Return a rate with its numerator and denominator; None where there is nobody to divide by."""
    found = {"numerator": numerator, "denominator": denominator}
    return {**found, "rate": mean(numerator, denominator)}


def mean(total: int, count: int) -> float | None:
    """Return a quotient to three decimals; None of nothing."""
    return round(total / count, DECIMALS) if count else None
