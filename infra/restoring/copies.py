"""The table as it was at a moment: a copy beside it, made by point-in-time recovery."""

from datetime import UTC, datetime
from typing import Any

from .account import Account, NotRestored

LOOK = 20.0
"""Seconds between two looks at a copy being made, which takes twenty minutes or more."""


def copy_name(table: str, moment: datetime) -> str:
    return f"{table}-as-of-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def exists(client: Any, table: str) -> bool:
    try:
        client.describe_table(TableName=table)
    except client.exceptions.ResourceNotFoundException:
        return False
    return True


def copied(account: Account, moment: datetime) -> str:
    """Ask for the copy, unless it was asked for before, then wait until it can be read."""
    client, table = account.client("dynamodb"), account.table
    copy = copy_name(table, moment)
    if not exists(client, copy):
        _ensure_reached(client, table, moment)
        client.restore_table_to_point_in_time(
            SourceTableName=table, TargetTableName=copy, RestoreDateTime=moment
        )
    while client.describe_table(TableName=copy)["Table"]["TableStatus"] != "ACTIVE":
        account.pause(LOOK)
    return copy


def ensure_kept(account: Account, moment: datetime) -> None:
    """Raise NotRestored if recovery does not reach the moment and its copy is not there."""
    client, table = account.client("dynamodb"), account.table
    if not exists(client, copy_name(table, moment)):
        _ensure_reached(client, table, moment)


def _ensure_reached(client: Any, table: str, moment: datetime) -> None:
    found = client.describe_continuous_backups(TableName=table)
    recovery = found["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
    if recovery.get("PointInTimeRecoveryStatus") != "ENABLED":
        raise NotRestored(f"{table} has no point-in-time recovery")
    first, last = recovery["EarliestRestorableDateTime"], recovery["LatestRestorableDateTime"]
    if not first <= moment <= last:
        from_to = f"from {_utc(first)} to {_utc(last)}"
        raise NotRestored(f"AT is {from_to}, which recovery reaches: not {_utc(moment)}")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
