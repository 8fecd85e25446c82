"""What `make check` says of a region's folder, beyond its settings."""

import json
from pathlib import Path

import pytest

from infra.region import __main__ as commands
from infra.region.checking import all_problems
from infra.region.folder import folder_problems
from infra.region.merging import merged_with
from infra.region.rendering.stamp import NotRendered
from infra.region.taken import NOTE, accept, changes
from infra.themes import known

from .own import OURS, ours_in, region_in, write

HOME = "pages/site/home.html"
CHANGED = '{% extends "_base/pages/site/home.html" %}\n{% block content %}à eux{% endblock %}\n'
THEME = (
    (OURS / "themes/decouvrabilite.md")
    .read_text("utf-8")
    .replace("slug: decouvrabilite", "slug: cartes")
)


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return region_in(tmp_path)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of ours, to which a later version can be brought."""
    return ours_in(tmp_path)


def next_version(ours: Path, name: str, before: str, after: str) -> None:
    text = (ours / name).read_text("utf-8")
    assert before in text
    (ours / name).write_text(text.replace(before, after), encoding="utf-8")


def test_a_region_as_it_begins_is_well(region: Path, tmp_path: Path) -> None:
    folder = merged_with(region, kept=tmp_path / "kept")
    assert list(all_problems(folder, OURS, region)) == []


def test_a_language_of_events_of_ours_is_left_out_by_an_empty_label(
    region: Path, tmp_path: Path
) -> None:
    write(region, {"words.toml": '[event_language]\n"fr, LSQ" = ""\n"en" = " "'})
    told = list(all_problems(merged_with(region, kept=tmp_path / "kept"), OURS, region))
    assert len(told) == 1
    assert 'event_language.en: is " "; it should be text' in told[0]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("page/site/home.html", "", "did you mean pages/site/home.html?"),
        ("pages/site/hom.html", "à eux", "did you mean pages/site/home.html?"),
        (HOME, "{% if %}", f"region/{HOME}:1: "),
        (HOME, "\n{% extends 'pages/bas.html' %}", f"{HOME}:2: names pages/bas.html, which is not"),
        (HOME, CHANGED.replace("home", "hom"), "names _base/pages/site/hom.html"),
        (HOME, CHANGED.replace("content", "contnet"), ":2: the block `contnet` is not in ours"),
        (
            "words.toml",
            '[maturty]\ndebutant = "x"',
            "maturty: is not a table; did you mean",
        ),
        ("emails/texts/events.toml", '[event_gone]\ntitle = "x"', "event_gone: is no kind of mail"),
        ("words.toml", "[maturity]\ndebutant = 3", "maturity.debutant: is 3; it should be text"),
        ("words.toml", "maturity = 3", "words.toml: maturity: is 3; it should be a table"),
        (
            "words.toml",
            '[step_length]\nsession = "{minutes} minutes"',
            "words.toml: step_length.session: {minutes} stands for nothing here; there is {sess",
        ),
        (
            "emails/texts/people.toml",
            '[registration.of_child]\nsubject = "Bonjour {prenom}"',
            "people.toml: registration.of_child.subject: {prenom} stands for nothing here; there",
        ),
        ("emails/texts/events.toml", '[event_offer]\nopening = "Oui"', "has to say {confirmer_av"),
        ("themes.txt", "x", "replaces nothing of ours, and nothing reads it"),
    ],
)
def test_what_would_change_nothing_or_cannot_be_read_is_told(
    name: str, text: str, told: str, region: Path, tmp_path: Path
) -> None:
    write(region, {name: text})
    found = list(all_problems(merged_with(region, kept=tmp_path / "kept"), OURS, region))
    assert any(told in each for each in found), found


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("themes/nouveau.md", "Thème".encode("latin-1"), "themes/nouveau.md: is not in UTF-8"),
        ("themes/nouveau.md", b"# x", "region/themes/nouveau.md: the front matter must hold"),
        (HOME, "é".encode("latin-1"), f"region/{HOME}: is not in UTF-8"),
        ("words.txt", "é".encode("latin-1"), "region/words.txt: is not in UTF-8"),
        (NOTE, b"<<<<<<< HEAD", f"region/{NOTE}: cannot be read; make region-seen"),
        (NOTE, b'{"programme.toml": 3}', f"region/{NOTE}: cannot be read; make region-seen"),
        ("pages", b"x", "region/pages: is a folder of ours, not a file"),
        ("words.toml/x", b"x", "region/words.toml: is a file of ours, not a folder"),
        ("static/\udcff.txt", b"x", "its name is not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str,
    content: bytes,
    told: str,
    region: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (region / name).parent.mkdir(parents=True, exist_ok=True)
    (region / name).write_bytes(content)
    monkeypatch.setenv("REGION", str(region))
    for name in ("merged", "merged_aside"):
        monkeypatch.setattr(commands, name, lambda: merged_with(region, kept=region.parent / "k"))
    assert commands.main() == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('leave_out = ["evenement-virtuel"]', 'leave_out = [["x"]]', "themes.leave_out[1]: is ["),
        ('name = "Relais', 'look = 3\nname = "Relais', "look: is 3; it should be a table"),
    ],
)
def test_a_setting_of_another_kind_is_named(
    before: str, after: str, told: str, region: Path, tmp_path: Path
) -> None:
    text = (region / "programme.toml").read_text("utf-8")
    write(region, {"programme.toml": text.replace(before, after, 1)})
    found = list(all_problems(merged_with(region, kept=tmp_path / "kept"), OURS, region))
    assert any(told in each for each in found), found


def test_questions_without_names_replace_ours(region: Path, tmp_path: Path) -> None:
    write(region, {"survey.toml": 'questions = ["x"]'})
    merged = merged_with(region, kept=tmp_path / "kept") / "survey.toml"
    assert 'questions = ["x"]' in merged.read_text("utf-8")


def test_a_link_that_nothing_follows_or_that_leads_out_is_told(
    region: Path, tmp_path: Path
) -> None:
    write(tmp_path / "aside", {"a.txt": "x"})
    (region / "static").symlink_to(tmp_path / "aside")
    write(region, {"themes/b.txt": "x"})
    for name, leads in {"a": f"{tmp_path}/aside/a.txt", "c": "nowhere", "d": "b.txt"}.items():
        (region / f"themes/{name}.txt").symlink_to(leads)
    found = [each.split(":")[0] for each in folder_problems(OURS, region) if "is a link" in each]
    assert found == ["region/static", "region/themes/a.txt", "region/themes/c.txt"]


def test_a_theme_that_is_not_there_is_not_left_out(region: Path) -> None:
    text = (region / "programme.toml").read_text("utf-8")
    write(region, {"programme.toml": text.replace("evenement-virtuel", "evenement-virtuelle")})
    [told] = all_problems(merged_with(region, kept=region.parent / "kept"), OURS, region)
    assert told.endswith("no theme evenement-virtuelle; did you mean evenement-virtuel?")


def test_what_is_right_is_not_told(region: Path) -> None:
    write(
        region,
        {
            HOME: CHANGED.replace("content", "title") + '{% include "pages/own.html" %}',
            "pages/own.html": "<p>à eux</p>",
            "static/logo.svg": "<svg/>",
            "themes/cartes.md": THEME,
            "words.txt": "Fjord",
            "words.toml": '[maturity]\ndebutant = "Je commence"\n',
            "emails/texts/follow_up.toml": '[document.corrected]\nfurther = "Et gratuit."\n',
        },
    )
    assert list(folder_problems(OURS, region)) == []


def test_what_changed_of_ours_under_theirs_is_told_until_it_was_seen(
    ours: Path, region: Path
) -> None:
    write(region, {"static/site.css": "/* à eux */", "words.toml": '[maturity]\ndebutant = "A"\n'})
    assert list(changes(ours, region)) == []
    next_version(ours, "words.toml", 'debutant = "Débutant"', 'debutant = "Novice"')
    next_version(ours, "programme.toml", "undo_minutes = 15", "undo_minutes = 20")
    next_version(ours, "static/site.css", ":root", ":root ")
    told = [
        "region/programme.toml: delays.undo_minutes: ours has changed since, from 15 to 20",
        "region/static/site.css: templates/static/site.css, which it replaces, has changed since",
        "region/words.toml: maturity.debutant: ours has changed since, from Débutant to Novice",
    ]
    assert list(changes(ours, region)) == list(changes(ours, region)) == told
    accept(ours, region)
    assert list(changes(ours, region)) == []


def test_what_changed_elsewhere_is_not_told(ours: Path, region: Path) -> None:
    write(region, {HOME: CHANGED.replace("content", "title")})
    assert list(changes(ours, region)) == []
    next_version(ours, "words.toml", 'debutant = "Débutant"', 'debutant = "Novice"')
    next_version(ours, HOME, "</h1>", "</h1><p>nouveau</p>")
    next_version(ours, "programme.toml", 'name = "Brigade', 'name = "La Brigade')
    assert list(changes(ours, region)) == []
    next_version(ours, HOME, "{% block title %}", "{% block title %}Nouveau")
    [told] = changes(ours, region)
    assert told == f"region/{HOME}: the block `title` of ours, which it replaces, has changed since"


def test_what_is_added_to_a_block_of_ours_replaces_nothing(ours: Path, region: Path) -> None:
    added = CHANGED.replace("content", "title").replace("à eux", "{{ super() }}, au Fjord")
    write(region, {HOME: added})
    assert list(changes(ours, region)) == []
    next_version(ours, HOME, "{% block title %}", "{% block title %}Nouveau")
    assert list(changes(ours, region)) == []


def test_what_is_no_longer_changed_is_forgotten(ours: Path, region: Path) -> None:
    write(region, {"static/site.css": "/* à eux */"})
    list(changes(ours, region))
    (region / "static/site.css").unlink()
    list(changes(ours, region))
    assert "static/site.css" not in json.loads((region / NOTE).read_text("utf-8"))


def test_three_versions_of_ours_are_taken_over_without_a_conflict(
    ours: Path, region: Path, tmp_path: Path
) -> None:
    """Nothing of theirs is touched, what they changed stands, and what is new of ours comes."""
    write(
        region,
        {
            HOME: CHANGED.replace("content", "title"),
            "words.toml": '[maturity]\ndebutant = "Je commence"\n',
            "themes/cartes.md": THEME,
        },
    )
    theirs = {path: path.read_bytes() for path in region.rglob("*") if path.is_file()}
    versions = (
        lambda: next_version(ours, "programme.toml", "undo_minutes = 15", "undo_minutes = 20"),
        lambda: next_version(ours, HOME, "</h1>", "</h1><p>nouveau</p>"),
        lambda: write(ours, {"pages/site/nouvelle.html": "une page", "themes/neuf.md": "…"}),
    )
    for come in versions:
        come()
        folder = merged_with(region, ours, tmp_path / "kept")
        assert list(folder_problems(ours, region)) == []
    assert {path: path.read_bytes() for path in theirs} == theirs
    assert "à eux" in (folder / HOME).read_text("utf-8")
    assert "nouveau" in (folder / f"_base/{HOME}").read_text("utf-8")
    assert (folder / "pages/site/nouvelle.html").is_file()
    assert (folder / "themes/neuf.md").is_file()
    assert 'debutant = "Je commence"' in (folder / "words.toml").read_text("utf-8")


def test_commands_say_and_note(
    region: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGION", str(region))
    for name in ("merged", "merged_aside"):
        monkeypatch.setattr(commands, name, lambda: merged_with(region, kept=region.parent / "k"))
    rendered: list[Path] = []

    def render(folder: Path) -> str:
        rendered.append(folder)
        return "rendered: 1\n"

    def refuse(_folder: Path) -> str:
        raise NotRendered("region/pages/site/home.html:2")

    monkeypatch.setattr(commands, "ensure_rendered", render)
    assert commands.main() == 0
    assert [each.parent for each in rendered] == [region.parent / "k"]
    note = json.loads((region / NOTE).read_text("utf-8"))
    note["programme.toml"]["delays.undo_minutes"] = "none"
    (region / NOTE).write_text(json.dumps(note), encoding="utf-8")
    assert commands.main() == 1
    told = capsys.readouterr().err
    assert "delays.undo_minutes: ours has changed since, from none to " in told
    assert "(once you have seen it: make region-seen)" in told
    assert len(rendered) == 1, "what is told is mended before all is rendered"
    assert commands.main("seen") == 0
    monkeypatch.setattr(commands, "ensure_rendered", refuse)
    assert commands.main() == 1
    assert "✗ region/pages/site/home.html:2\n" in capsys.readouterr().err
    monkeypatch.setenv("REGION", "nulle-part")
    assert commands.main("merge") == 1


def test_a_region_adds_to_the_words_and_hosts_of_the_checks(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = write(tmp_path, {"words.txt": "Brigade\n"}) / "words.txt"
    write(region, {"words.txt": "Fjord\n"})
    monkeypatch.setenv("REGION", str(region))
    assert known.listed(own) == ["Brigade", "Fjord"]
    assert known.where_to_add(own) == f"{region.name}/words.txt"
    monkeypatch.delenv("REGION")
    monkeypatch.setattr(known, "region_folder", lambda: None)
    assert known.where_to_add(own) == f"{tmp_path.name}/words.txt"
