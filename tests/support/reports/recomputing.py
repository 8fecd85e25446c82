"""Recompute each number printed in a report's PDF from its open data alone.

It takes nothing of the programme's own code: `python -m tests.support.reports.recomputing bilan.pdf
donnees.zip` says which numbers the open data do not give.
"""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, str]

MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|janv\\.|févr\\.|avr\\.|juil\\.|sept\\.|oct\\.|nov\\.|déc\\."
)
DATES = re.compile(rf"(\b\d+(er)? )?\b({MONTHS})( et ({MONTHS}))?\s+\d{{4}}|\b20\d\d\b", re.I)
SHARE = re.compile(r"(\d+) sur (\d+)(?:\s+\(((?:moins de |plus de )?\d+) %\))?")
COUNTED = re.compile(r"(\d+) \(((?:moins de |plus de )?\d+) %\)")
PERCENT = re.compile(r"((?:moins de |plus de )?\d+(?:,\d+)?) %")
NUMBER = re.compile(r"\d+(?:,\d+)?")
PRINTED = (
    "accompaniments.by_theme",
    "people.by_kind",
    "people.by_discipline",
    "levels.before",
    "journey",
    "indicators",
)
"""Tables of which each line is printed with its name and its number beside each other."""


class OpenData:
    """The tables of an archive, by name."""

    def __init__(self, archive: bytes) -> None:
        self.tables: dict[str, list[Row]] = {}
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for path in opened.namelist():
                if path.endswith(".csv"):
                    text = opened.read(path).decode("utf-8")
                    name = path.removeprefix("donnees/").removesuffix(".csv")
                    self.tables[name] = list(csv.DictReader(io.StringIO(text)))

    def figure(self, table: str, key: str) -> int:
        [value] = [row["value"] for row in self.tables[table] if row["key"] == key]
        return int(value or 0)

    def numbers(self) -> set[float]:
        """Return every number of the tables, and those that are sums or differences of two."""
        found = {float(cell) for cell in self._cells() if re.fullmatch(r"-?\d+(\.\d+)?", cell)}
        found |= {round(each, 1) for each in found}
        found |= {float(den - num) for num, den in self.shares()}
        months: dict[str, float] = {}
        for row in self.tables["accompaniments.by_month"]:
            months[row["key"]] = months.get(row["key"], 0) + float(row["value"] or 0)
        found |= set(months.values())
        people = self.figure("people", "total")
        return found | {float(self.figure("reach", "direct") - people)}

    def wholes(self) -> set[int]:
        """Return what shares are of: totals that the tables give."""
        keys = (
            ("accompaniments", "total"),
            ("people", "total"),
            ("people", "target"),
            ("journey", "registered"),
            ("survey", "invited"),
        )
        axes = sum(int(row["value"] or 0) for row in self.tables["survey.best_axis"])
        return {self.figure(*key) for key in keys} | {axes}

    def shares(self) -> set[tuple[int, int]]:
        """Return every numerator with its denominator."""
        return {
            (int(row["numerator"]), int(row["denominator"]))
            for rows in self.tables.values()
            for row in rows
            if row.get("numerator") and row.get("denominator")
        }

    def words(self) -> list[str]:
        """Return texts of the data in which there are digits, the longest first."""
        texts = {cell for cell in self._cells() if re.search(r"\d", cell)}
        named = (each for each in texts if re.search(r"[^\W\d]", each))
        return sorted(named, key=len, reverse=True)

    def _cells(self) -> Iterator[str]:
        rows = (row for table in self.tables.values() for row in table)
        return (cell or "" for row in rows for cell in row.values())


def unexplained(text: str, archive: bytes) -> list[str]:
    """Return the numbers of a text that the open data do not give, and the lines it lacks."""
    data, plain = OpenData(archive), _plain(text)
    return [*_lacking(plain, data), *_shares(plain, data), *_others(_bare(plain, data), data)]


def _plain(text: str) -> str:
    """Return a text with plain spaces, and none within a number."""
    spaced = re.sub(r"\s+", " ", re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", "", text))
    return spaced.replace("\u00a0", " ")


def _lacking(text: str, data: OpenData) -> Iterator[str]:
    """Yield the lines of tables that are not printed with their number."""
    for table in PRINTED:
        for row in data.tables[table]:
            if row["value"] not in ("", "0") and row["key"] != "regrouped":
                number = _french(float(row["value"]), row["key"].endswith("_rate"))
                name = re.escape(row["label"].replace("\u00a0", " "))
                if not re.search(rf"{name} {re.escape(number)}(?![\d,])", text):
                    yield f"{table}: {row['label']} {number}"
    for row in data.tables["events.list"]:
        title = re.escape(row["title"].replace("\u00a0", " "))
        counts = " ".join(row[name] for name in ("attendances", "in_person", "online"))
        told = row["attendances"] and row["online"]
        if told and not re.search(rf"{title}.{{1,80}} {counts}", text):
            yield f"events.list: {row['title']} {counts}"


def _shares(text: str, data: OpenData) -> Iterator[str]:
    numbers, wholes, shares = data.numbers(), data.wholes(), data.shares()
    for found in SHARE.finditer(text):
        part, whole = int(found[1]), int(found[2])
        known = (part, whole) in shares or (float(part) in numbers and whole in wholes)
        if not known or (found[3] and found[3] != _percent(part, whole)):
            yield found[0]
    for found in COUNTED.finditer(SHARE.sub("", text)):
        part = int(found[1])
        each = {_percent(part, whole) for whole in wholes if whole}
        each |= {_percent(part, whole) for known, whole in shares if known == part and whole}
        if float(part) not in numbers or found[2] not in each:
            yield found[0]


def _bare(text: str, data: OpenData) -> str:
    """Return a text without its shares, its dates, and the digits of names and sources."""
    for pattern in (SHARE, COUNTED):
        text = pattern.sub(" ", text)
    text = DATES.sub(" ", text)
    for words in data.words():
        text = text.replace(DATES.sub(" ", words.replace("\u00a0", " ")), " ")
    return text


def _others(text: str, data: OpenData) -> Iterator[str]:
    numbers = data.numbers()
    rates = {_percent(part, whole) for part, whole in data.shares() if whole}
    given = [float(row["value"]) for row in data.tables["indicators"] if row["value"]]
    rates |= {_french(each, True).removesuffix(" %") for each in given}
    for found in PERCENT.finditer(text):
        if found[1] not in rates:
            yield found[0]
    for found in NUMBER.finditer(PERCENT.sub(" ", text)):
        if float(found[0].replace(",", ".")) not in numbers:
            yield found[0]


def _percent(part: int, whole: int) -> str:
    if not whole:
        return ""
    rounded = int(100 * part / whole + 0.5)
    if rounded == 0 and part:
        return "moins de 1"
    return "plus de 99" if rounded == 100 and part < whole else str(rounded)


def _french(value: float, is_rate: bool) -> str:
    shown = round(value * 100, 1) if is_rate else value
    text = str(int(shown)) if shown == int(shown) else f"{shown:.1f}".replace(".", ",")
    return f"{text} %" if is_rate else text


def printed(pdf: bytes) -> str:
    """Return what a report's PDF says of its figures: no cover, contents, method or margins."""
    import pymupdf

    reader: Any = pymupdf.open
    with reader(stream=pdf) as opened:
        text = "\n".join(_body(page) for page in list(opened)[2:])
    return text.partition("Comment c’est compté\nThèmes")[0]


def _body(page: Any) -> str:
    top, bottom = 28 / 25.4 * 72 - 2, page.rect.height - 26 / 25.4 * 72 + 6
    blocks = [each for each in page.get_text("blocks") if each[1] > top and each[3] < bottom]
    return "\n".join(str(each[4]).rstrip("\n") for each in blocks)


if __name__ == "__main__":
    pdf, data = (Path(name).read_bytes() for name in sys.argv[1:3])
    found = unexplained(printed(pdf), data)
    print("\n".join(found) or "Each number of the PDF is one of the open data.")
    sys.exit(1 if found else 0)
