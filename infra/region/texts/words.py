"""What is wrong with `words.toml`: each table and key that is read is there, and is a text."""

from collections.abc import Iterator
from typing import Any

from chalicelib.adapters.texts.templates import SPOKEN
from chalicelib.domain.mail.wording.placeholders import named

from ..telling import shown
from .placeholders import unknown
from .tables import BESIDE, KEYS, OPEN
from .told import meant


def of_words(said: dict[str, Any]) -> Iterator[str]:
    yield from (f"{table}: is missing" for table in KEYS if table not in said)
    for table, words in said.items():
        if table not in KEYS:
            yield f"{table}: is not a table{meant(table, KEYS)}"
        elif not isinstance(words, dict):
            yield f"{table}: is {shown(words)}; it should be a table"
        else:
            offered = {key: text for key, text in words.items() if text != "" or table not in OPEN}
            keys = offered if table in OPEN else KEYS[table]
            yield from (f"{table}.{each}" for each in _of_table(keys, offered, table in BESIDE))


def _of_table(keys: Any, words: dict[str, Any], more: bool) -> Iterator[str]:
    yield from (f"{key}: is missing" for key in keys if key not in words)
    for key, text in words.items():
        if key not in keys and not (more and not meant(key, keys)):
            yield f"{key}: is not a key{meant(key, keys)}"
        elif not isinstance(text, str) or not text.strip():
            yield f"{key}: is {shown(text)}; it should be text between quotation marks"
        else:
            strange = sorted(named(text) - set(SPOKEN))
            yield from (f"{key}: {unknown(f'{{{each}}}', SPOKEN)}" for each in strange)
