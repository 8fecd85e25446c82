"""A region's folder is laid over ours: what it changes, what it takes over, what it must say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.texts.french import French
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.adapters.texts.templates import Templates
from chalicelib.settings import templates_in
from infra.packaging.functions_zip import with_templates
from infra.region import WrongRegion, merging
from infra.region.inheriting import NEVER_INHERITED
from infra.region.laying import laid
from infra.region.merging import ensure_merged, merged, merged_with
from infra.region.problems import problems
from infra.region.toml_text import toml_text

from .own import OURS, SAID, region_in, write


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return region_in(tmp_path)


def merged_toml(region: Path, name: str) -> dict[str, Any]:
    return tomllib.loads(laid(OURS, region)[name].decode())


def test_settings_are_merged_key_by_key(region: Path) -> None:
    merged_ = merged_toml(region, "programme.toml")
    assert merged_["name"] == "Relais numérique du Fjord"
    assert merged_["delays"]["undo_minutes"] == 30
    ours = tomllib.loads((OURS / "programme.toml").read_text("utf-8"))
    assert merged_["delays"]["link_resend_minutes"] == ours["delays"]["link_resend_minutes"]
    assert [each["purpose"] for each in merged_["consents"]] == ["program"]


def test_what_a_region_says_is_right(region: Path, tmp_path: Path) -> None:
    folder = merged_with(region, kept=tmp_path / "kept")
    assert list(problems(folder / "programme.toml")) == []
    assert read_programme(folder / "programme.toml").zone == "Europe/Paris"


@pytest.mark.parametrize("key", NEVER_INHERITED)
def test_identity_and_consents_are_never_inherited(key: str, tmp_path: Path) -> None:
    said = tomllib.loads(toml_text(SAID))
    *way, last = key.split(".")
    table = said
    for part in way:
        table = table[part]
    table.pop(last)
    region = write(tmp_path / "region", {"programme.toml": toml_text(said)})
    folder = merged_with(region, kept=tmp_path / "kept")
    [told] = problems(folder / "programme.toml")
    assert told.startswith(f"region/programme.toml: {key}: is missing; a region says its own")


def test_a_region_that_says_nothing_is_asked_for_all_of_it(tmp_path: Path) -> None:
    region = write(tmp_path / "region", {"static/site.css": "/* theirs */"})
    folder = merged_with(region, kept=tmp_path / "kept")
    told = "\n".join(problems(folder / "programme.toml"))
    assert all(f"{key}: is missing" in told for key in NEVER_INHERITED if "." not in key)


def test_a_page_changes_one_block_of_ours(region: Path, tmp_path: Path) -> None:
    write(
        region,
        {
            "emails/people/personal_link.txt": (
                '{% extends "_base/emails/people/personal_link.txt" %}\n'
                "{% block subject %}À vous : {{ super() }}{% endblock %}\n"
            ),
            "pages/one.html": (
                '{% extends "_base/pages/two.html" %}{% block body %}leur texte{% endblock %}'
            ),
        },
    )
    ours = tmp_path / "templates"
    write(
        ours,
        {
            "programme.toml": (OURS / "programme.toml").read_text("utf-8"),
            "words.toml": "",
            "pages/two.html": (
                "<h1>{% block title %}à nous{% endblock %}</h1>{% block body %}{% endblock %}"
            ),
            "emails/people/personal_link.txt": "{% block subject %}un lien{% endblock %}",
        },
    )
    shown = Templates(merged_with(region, ours, tmp_path / "kept"), French("Europe/Paris"), {})
    assert shown.render("pages/one.html") == "<h1>à nous</h1>leur texte"
    assert shown.block("emails/people/personal_link.txt", "subject") == "À vous : un lien"


def test_a_mail_that_changes_another_block_keeps_its_subject(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "words.toml": "",
            "ours.txt": "{% block subject %}un lien{% endblock %}{% block body %}{% endblock %}",
            "theirs.txt": '{% extends "ours.txt" %}{% block body %}bonjour{% endblock %}',
        },
    )
    shown = Templates(tmp_path, French("Europe/Paris"), {})
    assert shown.block("theirs.txt", "subject") == "un lien"


def test_themes_are_added_replaced_and_left_out_by_name(region: Path, tmp_path: Path) -> None:
    write(region, {"themes/cartes.md": "nouveau", "themes/decouvrabilite.md": "remplacé"})
    files = laid(OURS, region)
    assert files["themes/cartes.md"] == b"nouveau"
    assert files["themes/decouvrabilite.md"] == "remplacé".encode()
    programme = read_programme(merged_with(region, kept=tmp_path / "kept") / "programme.toml")
    assert programme.left_out_themes == ("evenement-virtuel",)
    assert "evenement-virtuel" in programme.retired_themes
    assert "themes/evenement-virtuel.md" in files, "what was booked of it goes on"


def test_one_label_of_the_words_and_of_the_survey_is_changed(region: Path) -> None:
    write(
        region,
        {
            "words.toml": '[maturity]\ndebutant = "Je commence"\n',
            "survey.toml": '[[questions]]\nname = "shared"\nlabel = "En avez-vous parlé?"\n',
        },
    )
    words, survey = merged_toml(region, "words.toml"), merged_toml(region, "survey.toml")
    assert (words["maturity"]["debutant"], words["maturity"]["emergent"]) == (
        "Je commence",
        "Émergent",
    )
    ours = tomllib.loads((OURS / "survey.toml").read_text("utf-8"))
    assert [each["name"] for each in survey["questions"]] == [
        each["name"] for each in ours["questions"]
    ]
    assert survey["questions"][1]["label"] == "En avez-vous parlé?"
    assert survey["questions"][1]["required"] is True


def test_a_file_that_is_no_toml_is_told_with_its_line(region: Path) -> None:
    write(region, {"words.toml": '[maturity]\ndebutant = "Je commence\n'})
    with pytest.raises(WrongRegion, match=r"region/words\.toml: .*line 2"):
        laid(OURS, region)


def test_the_package_takes_what_is_merged_for_ours(region: Path, tmp_path: Path) -> None:
    made = {"app.py": b"", "templates/gone.html": b"", "templates/programme.toml": b"ours"}
    files = with_templates(made, merged_with(region, kept=tmp_path / "kept"))
    assert "app.py" in files
    assert "templates/gone.html" not in files
    assert "Relais numérique du Fjord" in files["templates/programme.toml"].decode()


def test_what_is_told_of_a_region_is_no_part_of_the_site(region: Path) -> None:
    write(
        region, {".git/config": "", "README.md": "", "words.txt": "fjord", "static/README.md": ""}
    )
    added = {name for name in laid(OURS, region) if not (OURS / name).exists()}
    assert added == {".region", "static/README.md"}


def test_without_a_region_an_older_merging_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: Path
) -> None:
    link, kept = tmp_path / "build/templates", tmp_path / "build/regions"
    monkeypatch.setattr(merging, "MERGED", link)
    monkeypatch.setattr(merging, "merged_with", lambda region: merged_with(region, kept=kept))
    monkeypatch.setenv("REGION", str(region))
    first = merged()
    assert link.resolve() == first.resolve()
    write(region, {"static/site.css": "/* autre */"})
    assert merged() != first
    assert first.is_dir(), "what a server that runs reads"
    monkeypatch.setattr(merging, "region_folder", lambda: None)
    assert merged() == OURS
    assert not link.exists()


def test_what_changed_since_it_was_merged_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: Path
) -> None:
    """A service starts without make: it would answer with pages of before an update."""
    monkeypatch.setattr(merging, "KEPT", tmp_path / "kept")
    monkeypatch.setenv("REGION", str(region))
    monkeypatch.delenv("TEMPLATES")
    folder = merged_with(region, kept=tmp_path / "kept")
    ensure_merged(folder)
    write(region, {"static/site.css": "/* autre */"})
    with pytest.raises(WrongRegion, match="has changed since it was merged; make merged"):
        ensure_merged(folder)
    monkeypatch.setattr(merging, "region_folder", lambda: None)
    ensure_merged(OURS)
    with pytest.raises(WrongRegion):
        ensure_merged(folder)


def test_who_may_not_write_takes_what_another_user_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: Path
) -> None:
    monkeypatch.setattr(merging, "MERGED", tmp_path / "build/templates")
    monkeypatch.setattr(merging, "KEPT", tmp_path / "build/regions")
    monkeypatch.setenv("REGION", str(region))
    monkeypatch.delenv("TEMPLATES")
    (tmp_path / "build").mkdir()
    folder = merging.merged_with(region, kept=tmp_path / "build/regions")
    (tmp_path / "build/templates").symlink_to("regions/" + folder.name)
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    before = folder.stat()
    assert merged() == folder.resolve()
    assert folder.stat() == before
    write(region, {"static/site.css": "/* autre */"})
    with pytest.raises(WrongRegion, match="make merged"):
        merged()
    monkeypatch.setattr(merging, "region_folder", lambda: None)
    assert merged() == OURS


def test_a_folder_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGION", "nulle-part")
    with pytest.raises(WrongRegion, match="REGION=nulle-part: there is no such folder"):
        merged()


def test_tests_take_the_folder_that_is_named() -> None:
    assert templates_in({"TEMPLATES": str(OURS)}) == OURS


@pytest.mark.parametrize("name", ["programme.toml", "survey.toml", "words.toml"])
def test_what_is_written_of_toml_reads_as_what_was_given(name: str) -> None:
    said = tomllib.loads((OURS / name).read_text("utf-8"))
    assert tomllib.loads(toml_text(said)) == said
