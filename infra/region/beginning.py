"""`make region NAME="…"`: writes a region's first folder, by asking who it is."""

import json
import os
import select
import sys
import tomllib
from collections.abc import Callable, Iterable

from .inheriting import inherited_settings
from .laying import SETTINGS
from .places import OURS, ROOT
from .problems import problems_in
from .questions import NAME, QUESTIONS, Question, zones_like

Answers = dict[str, str]

UNSAID = "à dire; make region-check le rappelle"
EMPTY = 'is "";'
"""How what is wrong with an answer begins that nobody gave."""

STOPPED = 130
"""What a program that Ctrl-C stops ends with."""

OPTIONAL = " (Entrée : il n’y en a pas.)"
INTRODUCTION = (
    "Une question à la fois. Entrée : plus tard, dans le fichier. « = » : comme dans l’exemple."
)

FIRST = """# Ce qui fait votre région. Le reste vient de `templates/` : voyez docs/regions.md.
# Une ligne « à dire » attend sa réponse entre les guillemets : `make region-check` les rappelle.

{keys}

# Le papier de vos documents, s’il n’est pas au format lettre :
# paper = "a4"

# Pour changer un délai, une durée ou une limite, reprenez sa ligne de templates/programme.toml :
# [delays]
# cancel_deadline_hours = 48

# Les thèmes que vous n’offrez pas, comme ceux qui disent une loi qui n’est pas la vôtre :
# [themes]
# leave_out = ["metavers-nft-cryptomonnaies"]

[law]
{law}
# Si votre loi en dit d’autres : le délai d’une réponse, et les années d’un incident au registre.
# answer_days = 30
# incident_years = 5

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
Ce qui peut y être, et comment : docs/regions.md. `make region-check` dit ce qui ne va pas.
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
    questions = QUESTIONS if name else (TITLE, *QUESTIONS)
    try:
        answers = asked(questions, ask or _ask, name, _nothing_waits)
    except KeyboardInterrupt:
        print(f"\n✗ Arrêté : rien n’est écrit dans {folder.name}/.", file=sys.stderr)
        return STOPPED
    folder.mkdir(parents=True, exist_ok=True)
    settings.write_text(first_settings(answers), encoding="utf-8")
    readme = folder / "README.md"
    if not readme.exists():
        readme.write_text(README.format(name=answers[NAME] or folder.name), encoding="utf-8")
    _tell(folder.name, _left(answers))
    return 0


TITLE = Question(NAME, "Comment s’appelle votre programme?", "Brigade numérique de la Côte-Nord")


def asked(
    questions: Iterable[Question],
    ask: Callable[[str], str],
    name: str = "",
    again: Callable[[], bool] = lambda: False,
) -> Answers:
    """Return the answers, "" for what is to be said later; an end of the answers ends all.

    `again`: whether what cannot be is asked once more.
    """
    answers: Answers = {NAME: name} if name else {}
    for each in questions:
        while True:
            try:
                said = ask(f"\n{_put(each)}\n  p. ex. {each.example_for(answers)}\n> ").strip()
            except EOFError:
                said, ask = "", lambda _: ""
            answers[each.key] = each.example_for(answers) if said == "=" else said
            if not (again() and said and _is_wrong(answers, each.key)):
                break
            print(f"  {_refused(each, said)}")
    return answers


def _put(question: Question) -> str:
    return f"{question.asks}{OPTIONAL if question.may_be_nothing else ''}"


def _nothing_waits() -> bool:
    """Return whether somebody types: answers pasted together are each for its own question."""
    return sys.stdin.isatty() and not select.select([sys.stdin], [], [], 0)[0]


def _refused(question: Question, said: str) -> str:
    """Return why an answer cannot be taken, and of a place the zone that it may be in."""
    alike = zones_like(said) if question.key == "zone" else []
    meant = f" Voulez-vous dire {' ou '.join(alike)}?" if alike else ""
    return f"« {said} » ne convient pas : il faut {question.fits}.{meant}"


def _is_wrong(answers: Answers, key: str) -> bool:
    """Return whether an answer cannot be, alone or beside those before, as if all were said."""
    place = key.replace("consents.", "consents[1].")
    examples = {each.key: each.example_for(answers) for each in (TITLE, *QUESTIONS)}
    said = {key: answer for key, answer in answers.items() if answer}
    return any(each.startswith(f"{place}: ") for each in _left(examples | said))


def _left(answers: Answers) -> list[str]:
    """Return what is still to be said or mended, a line for each."""
    ours = tomllib.loads((OURS / SETTINGS).read_text(encoding="utf-8"))
    said = tomllib.loads(first_settings(answers))
    return list(problems_in(inherited_settings(ours, said)))


def first_settings(answers: Answers) -> str:
    """Return the file; what nobody answered is there, empty, with a note."""
    lines: dict[str, list[str]] = {}
    for each in (TITLE, *QUESTIONS):
        table, _, key = each.key.rpartition(".")
        lines.setdefault(table, []).append(_line(key, each, answers))
    version = next(each for each in QUESTIONS if each.key == "consents.version")
    lines["event_consent"].insert(0, _line("version", version, answers))
    joined = {table: "\n".join(each) for table, each in lines.items()}
    return FIRST.format(keys=joined.pop(""), **joined)


def _line(key: str, question: Question, answers: Answers) -> str:
    answer = answers.get(question.key, "")
    said = answer or question.may_be_nothing
    note = "" if said else f"  # {UNSAID} (p. ex. {question.example_for(answers)})"
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


def _tell(folder: str, left: list[str]) -> None:
    print(f"\n✓ {folder}/{SETTINGS}")
    for each in left:
        key, _, problem = each.partition(": ")
        print(f"  à dire : {key}" if problem.startswith(EMPTY) else f"  à corriger : {each}")
    print("  make region-check : ce qui manque encore. make run : le voir.")
    print("  docs/regions.md : la suite.")


def _ask(question: str) -> str:
    """Ask on a terminal; without one, read a line of what is given."""
    if sys.stdin.isatty():
        return input(question)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
