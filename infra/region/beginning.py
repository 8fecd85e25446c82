"""`make region NAME="…"`: writes a region's first folder, by asking who it is."""

import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterable

from .inheriting import inherited_settings
from .laying import SETTINGS
from .places import OURS, ROOT
from .problems import problems_in
from .questions import NAME, QUESTIONS, Question

Answers = dict[str, str]

UNSAID = "à dire; make check le rappelle"
INTRODUCTION = (
    "Une question à la fois. Entrée : plus tard, dans le fichier. « = » : comme dans l’exemple."
)

FIRST = """# Ce qui fait votre région. Le reste vient de `templates/` : voyez docs/regions.md.
# Une ligne « à dire » attend sa réponse entre les guillemets; `make check` les rappelle toutes.

{keys}

# Pour changer un délai, une durée ou une limite, reprenez sa ligne de templates/programme.toml :
# [delays]
# cancel_deadline_hours = 48

# Les thèmes que vous n’offrez pas :
# [themes]
# leave_out = ["metavers-nft-cryptomonnaies"]

[law]
{law}

[hosting]
{hosting}

[mail]
{mail}

[edition]
{edition}

# À quoi l’on consent. Changez `version` avec le texte : la preuve de chacun garde la sienne.
[[consents]]
purpose = "program"
required = true
{consents}

# Un autre, si vous le demandez : newsletter, community, summaries, directory ou testimonial.
# [[consents]]
# purpose = "newsletter"
# version = "2027-08"
# text = "J’accepte de recevoir l’infolettre. Je peux me désabonner en tout temps."

[event_consent]
{event_consent}
"""

README = """# {name}

Ce dossier est à vous : il est posé par-dessus `templates/`, que les mises à jour changent seules.
Ce qui peut y être, et comment : docs/regions.md. `make check` dit ce qui ne va pas.
"""


def begin(name: str = "", ask: Callable[[str], str] | None = None) -> int:
    """Write the folder that REGION names, or `region/`; what is there is left as it is."""
    folder = ROOT / (os.environ.get("REGION", "").strip() or "region")
    settings = folder / SETTINGS
    if settings.exists():
        print(f"✗ {settings} est déjà là : rien n’a été changé.", file=sys.stderr)
        return 1
    if sys.stdin.isatty():
        print(INTRODUCTION)
    answers = {NAME: name} | asked(QUESTIONS if name else (TITLE, *QUESTIONS), ask or _ask)
    folder.mkdir(parents=True, exist_ok=True)
    settings.write_text(first_settings(answers), encoding="utf-8")
    readme = folder / "README.md"
    if not readme.exists():
        readme.write_text(README.format(name=answers[NAME] or folder.name), encoding="utf-8")
    _tell(folder.name, first_settings(answers))
    return 0


TITLE = Question(NAME, "Comment s’appelle votre programme?", "Brigade numérique de la Côte-Nord")


def asked(questions: Iterable[Question], ask: Callable[[str], str]) -> Answers:
    """Return the answers, "" for what is to be said later; an end of the answers ends all."""
    answers: Answers = {}
    for each in questions:
        try:
            said = ask(f"\n{each.asks}\n  p. ex. {each.example}\n> ").strip()
        except EOFError:
            said, ask = "", lambda _: ""
        answers[each.key] = each.example if said == "=" else said
    return answers


def first_settings(answers: Answers) -> str:
    """Return the file; what nobody answered is there, empty, with a note."""
    lines: dict[str, list[str]] = {}
    for each in (TITLE, *QUESTIONS):
        table, _, key = each.key.rpartition(".")
        lines.setdefault(table, []).append(_line(key, each, answers.get(each.key, "")))
    version = next(each for each in QUESTIONS if each.key == "consents.version")
    lines["event_consent"].insert(0, _line("version", version, answers.get(version.key, "")))
    joined = {table: "\n".join(each) for table, each in lines.items()}
    return FIRST.format(keys=joined.pop(""), **joined)


def _line(key: str, question: Question, answer: str) -> str:
    note = "" if answer or question.may_be_nothing else f"  # {UNSAID} (p. ex. {question.example})"
    return f"{key} = {_value(answer, question)}{note}"


def _value(answer: str, question: Question) -> str:
    """Return an answer as TOML has it; one that is no day or number stays text, which is told."""
    if question.bare and answer:
        try:
            tomllib.loads(f"x = {answer}")
        except tomllib.TOMLDecodeError:
            pass
        else:
            return answer
    return json.dumps(answer, ensure_ascii=False)


def _tell(folder: str, text: str) -> None:
    ours = tomllib.loads((OURS / SETTINGS).read_text(encoding="utf-8"))
    left = list(problems_in(inherited_settings(ours, tomllib.loads(text))))
    print(f"\n✓ {folder}/{SETTINGS}")
    for each in left:
        print(f"  à dire ou à corriger : {each}")
    print("  make run : le voir. make check : ce qui manque encore. docs/regions.md : la suite.")


def _ask(question: str) -> str:
    """Ask on a terminal; without one, read a line of what is given."""
    if sys.stdin.isatty():
        return input(question)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
