"""What a stage uses in a month, for so many participants."""

from collections.abc import Callable
from dataclasses import dataclass

from .prices import Amounts
from .usage import added, scaled


@dataclass(frozen=True)
class Bill:
    """What each part uses: `fixed` in a month; `journey` and `kept` for one participant.

    `metrics`: from a month's mails. `firewall`: what it adds, if wanted.
    """

    fixed: Amounts
    journey: Amounts
    kept: Amounts
    months: float
    logs_months: float
    metrics: Callable[[float], Amounts]
    firewall: Amounts

    def used(self, participants: float, months: float | None = None) -> Amounts:
        """Return a month's use with `participants` who come over `months`.

        By default, the months of the season.
        """
        journeys = scaled(self.journey, participants / (months or self.months))
        return added(
            journeys,
            self.metrics(journeys["ses_mails"]),
            {"logs_kept_gb": journeys["logs_gb"] * self.logs_months},
            scaled(self.kept, participants),
        )

    def whole(self, participants: float, months: float | None = None) -> Amounts:
        return added(self.fixed, self.used(participants, months))

    def with_firewall(self, participants: float) -> Amounts:
        requests = self.used(participants)["api_requests"]
        return {**self.firewall, "firewall_requests": requests}
