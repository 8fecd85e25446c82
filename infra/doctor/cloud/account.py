"""The account: whose credentials, which region, how much may run at once."""

from ..check import Found
from .asked import Stage

LEFT_FREE = 100
"""Functions at once that AWS keeps free of what is reserved; below, it reserves none."""


def credentials(stage: Stage) -> Found:
    who = stage.client("sts").get_caller_identity()
    return Found(f"account {who['Account']}, as {who['Arn'].rpartition(':')[2]}")


def region(stage: Stage) -> Found:
    """Ask the region itself: one that is not opened to the account refuses."""
    stage.client("lambda").list_functions(MaxItems=1)
    return Found(f"{stage.region} (AWS_REGION= says another)")


def concurrency(stage: Stage) -> Found:
    limit = stage.client("lambda").get_account_settings()["AccountLimit"]
    allowed = int(limit["ConcurrentExecutions"])
    needed = LEFT_FREE + int(stage.told.get("ReservedConcurrency", 0))
    if allowed >= needed:
        return Found(f"{allowed} functions may run at once")
    return Found(
        f"{allowed} functions may run at once; {needed} are needed",
        "aws service-quotas request-service-quota-increase --service-code lambda "
        "--quota-code L-B99A9384 --desired-value 1000\n"
        "AWS answers within a day or two; the rest works meanwhile",
    )
