"""Stops whatever writes to the table or sends, and starts it again. Each may be done twice."""

from typing import Any

from .account import Account

SENDERS = ("SendMailSendMailSqsEventSource", "MakeDocumentsMakeDocumentsSqsEventSource")
"""What feeds the functions that send and draw: their queues keep what waits for 14 days."""

SWEEP = "SweepSweepEvent"

WRITERS = ("APIHandler", "SettleMail", "EnrolStaff", "CountFigures", "FetchCalendars")
"""The other functions that write to the table.

SES's events of that time come again for hours; figures are made again by a recount, calendars read
again in a quarter of an hour.
"""

LAST_WORDS = 120.0
"""Seconds after which nothing is under way any more: the longest time-out."""

LOOK = 5.0


def stop_sending(account: Account) -> None:
    account.client("events").disable_rule(Name=_rule(account))
    _feed(account, enabled=False)


def stop_the_site(account: Account) -> None:
    client = account.client("lambda")
    for function in WRITERS:
        client.put_function_concurrency(
            FunctionName=account.resource(function), ReservedConcurrentExecutions=0
        )
    account.pause(LAST_WORDS)


def start_again(account: Account) -> None:
    """Start everything again, the site first: links in mails lead there."""
    client = account.client("lambda")
    for function in WRITERS:
        client.delete_function_concurrency(FunctionName=account.resource(function))
    reserved = int(account.parameter("ReservedConcurrency") or 0)
    if reserved:
        client.put_function_concurrency(
            FunctionName=account.resource("APIHandler"), ReservedConcurrentExecutions=reserved
        )
    _feed(account, enabled=True)
    account.client("events").enable_rule(Name=_rule(account))


def _rule(account: Account) -> str:
    """Return a rule's name: its physical id is the name, or ends with it."""
    return account.resource(SWEEP).rpartition("/")[2]


def _feed(account: Account, enabled: bool) -> None:
    client: Any = account.client("lambda")
    mappings = [account.resource(name) for name in SENDERS]
    for mapping in mappings:
        client.update_event_source_mapping(UUID=mapping, Enabled=enabled)
    wanted = "Enabled" if enabled else "Disabled"
    for mapping in mappings:
        while client.get_event_source_mapping(UUID=mapping)["State"] != wanted:
            account.pause(LOOK)
