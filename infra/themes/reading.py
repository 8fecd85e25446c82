"""Reading level: what a beginner can follow on a phone, between two rehearsals."""

import re
from collections.abc import Iterator
from functools import cache

import pyphen

from .source import Problem, Source

LONGEST_MEAN = 16.0
"""Words a sentence, on average. Guides to plain language advise 15 to 20."""

LONGEST_SENTENCE = 50
"""Words of the longest sentence allowed."""

HARDEST = 60.0
"""The least score of Kandel and Moles (1958), Flesch's reading ease for French.

207 − 1.015 × words a sentence − 73.6 × syllables a word: 60 and more is plain French.
"""

END = re.compile(r"(?<=[.!?…])\s+|\n")
WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")


def check(source: Source) -> Iterator[Problem]:
    sentences = list(_sentences(source))
    words = [word for _, sentence in sentences for word in sentence]
    mean = len(words) / len(sentences)
    ease = 207 - 1.015 * mean - 73.6 * sum(map(_syllables, words)) / len(words)
    if mean > LONGEST_MEAN:
        yield source.problem(1, f"sentences of {mean:.1f} words on average; {LONGEST_MEAN} at most")
    if ease < HARDEST:
        yield source.problem(1, f"reading ease {ease:.0f}; {HARDEST:.0f} or more")
    for line, sentence in sentences:
        if len(sentence) > LONGEST_SENTENCE:
            yield source.problem(line, f"a sentence of {len(sentence)} words: make two of it")


def _sentences(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield each sentence of running text as its line and its words; three words or more."""
    lines: dict[int, str] = {}
    for token in source.tokens:
        if token.type == "inline" and token.map:
            said = "".join(c.content if c.type == "text" else " " for c in token.children or ())
            lines[token.map[0] + 1] = said
    for line, said in lines.items():
        for sentence in END.split(said):
            words = WORD.findall(sentence)
            if len(words) > 2:
                yield line, words


def _syllables(word: str) -> int:
    return len(_hyphens().positions(word.lower())) + 1


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="fr")
