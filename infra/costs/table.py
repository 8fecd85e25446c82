"""`docs/costs.md`: the table, and what it rests on."""

from collections.abc import Callable, Sequence

from .bill import Bill
from .prices import Amounts, PriceList
from .usage import Usage

PARTICIPANTS = (100, 10_000, 1_000_000)

HEAD = """# Costs

Written by `make costs` (`infra/costs/`); a test fails when it is out of date. US dollars a month,
in `ca-central-1`, before taxes. Participants come evenly over a season of {months:g} months; what
is kept of them is counted whole, as on its last day. Each receives {mails:.1f} mails.
"""

READING = """
- The first part is paid even if nobody comes. Most of it is the dashboard, alarms, and Lambda's
  pollers, which ask each queue for messages without pause. A stage for tests costs as much.
- No free allowance is counted in the two parts. One line counts those that every account has for
  ever (« free » below); they are the account's, and its stages share them. A new account has more,
  for a while.
- Not counted: taxes, support plans, the domain's name and zone, a restoration (by the GB),
  questions to Logs Insights (by the GB), volume discounts.
"""

PRICES = """
## Prices

Those of {name}, as known in {known}.
They were written down without network: check them against the current list before relying on them.
A ~ marks one carried over from another region.
"""

USAGE = """
## Usage

Where each number of `infra/costs/usage.toml` comes from. « Season »: the season of `make demo`
(twenty people, 25 bookings, 20 sessions held), its calls to AWS counted at the clients, its items
weighed as DynamoDB weighs them: a transaction counts twice, in the indexes too. « Weighed »: the
same for one journey, with an Idempotency-Key a request; a test weighs it again. « Report »: the
published report of the edition 2021-2022. « Assumed »: nobody has measured it; the `REPORT` lines
in the log groups say how long the functions really take.
"""

METRICS = [
    [
        "Metrics of our own, by state and kind of mail",
        "four a mail, each for an hour at most",
        "chalicelib/metrics.py; those that the sweep writes are paid whoever comes",
    ],
]


def document(bill: Bill, prices: PriceList, usage: Usage) -> str:
    return (
        "\n".join(
            [
                HEAD.format(months=usage.months, mails=usage.mails()),
                costs(bill, prices) + READING + PRICES.format(name=prices.name, known=prices.known),
                _prices(prices) + USAGE,
                _usage(usage),
            ]
        ).rstrip("\n")
        + "\n"
    )


def costs(bill: Bill, prices: PriceList) -> str:
    """Return the table of costs, in Markdown."""

    def line(label: str, amounts: Callable[[int], Amounts]) -> list[str]:
        return [label, *(_dollars(prices.cost(amounts(n))) for n in PARTICIPANTS)]

    def services(amounts: Callable[[int], Amounts]) -> list[list[str]]:
        each = [prices.by_service(amounts(n)) for n in PARTICIPANTS]
        names = [name for name in each[-1] if any(found[name] >= 0.005 for found in each)]
        return [[name, *(_dollars(found[name]) for found in each)] for name in names]

    free = [_dollars(prices.cost_beyond_free(bill.whole(n))) for n in PARTICIPANTS]
    return markdown(
        ["Participants a season", *(f"{n:,}" for n in PARTICIPANTS)],
        [
            *services(lambda _n: bill.fixed),
            line("**Whoever comes**", lambda _n: bill.fixed),
            *services(bill.used),
            line("**By use**", bill.used),
            line("**A month**", bill.whole),
            ["A month, the permanent free allowances counted", *free],
            line("The month, if the whole season came in it", lambda n: bill.whole(n, 1)),
            line("The firewall, if wanted, adds", bill.with_firewall),
            _each_participant(bill, prices),
        ],
    )


def _each_participant(bill: Bill, prices: PriceList) -> list[str]:
    """Return rows for a participant's whole season, with a share of the fixed part."""
    season = [prices.cost(bill.whole(n)) * bill.months / n for n in PARTICIPANTS]
    return ["A participant, the whole season", *(f"{usd:,.4f}" for usd in season)]


def _prices(prices: PriceList) -> str:
    rows = [
        [
            price.service,
            price.unit,
            f"{'' if price.sure else '~ '}{_short(price.usd)}",
            f"{price.per:,}",
            f"{price.free:,.0f}" if price.free else "",
        ]
        for price in prices.prices.values()
    ]
    return markdown(["Service", "Unit", "USD", "for", "free"], rows)


def _usage(usage: Usage) -> str:
    said = usage.said
    season = ["A season", f"{said['season']['months']} months", said["season"]["from"]]
    stories = [
        [story["what"], f"{story.get('times', usage.mails()):.4g} a participant", story["from"]]
        for story in said["story"]
    ]
    fixed = [[line["what"], "a month", line["from"]] for line in said["fixed"]]
    pollers = ["Empty answers to Lambda's pollers", "a queue, a month", said["pollers"]["from"]]
    kept = ["What is kept of a participant", "each", said["kept"]["from"]]
    functions = [
        [f"`{name}`", f"{each['ms']:,} ms", each["from"]]
        for name, each in said["functions"].items()
    ]
    logs = ["Logs", "a call", said["logs"]["from"]]
    rows = [season, *stories, kept, *fixed, pollers, *METRICS, *functions, logs]
    return markdown(["What", "How much", "From"], rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *(["---"] * (len(head) - 1))]
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, rule, *rows])


def _dollars(usd: float) -> str:
    return f"{usd:,.2f}"


def _short(usd: float) -> str:
    return f"{usd:.10f}".rstrip("0").rstrip(".")
