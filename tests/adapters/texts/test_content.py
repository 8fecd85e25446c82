import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from chalicelib.adapters.texts.content import Library
from chalicelib.adapters.texts.markdown import notes_html, notes_text
from chalicelib.adapters.texts.typography import french

FRONT_MATTER = """---
title: "{title}"
slug: {slug}
summary: "De quoi vous faire trouver."
duration_minutes: 60
edition: "2021-2022"
version: 1
updated_on: 2026-11-22
licence: CC0-1.0
reviewers: []
levels: [emergent, operationnel]
---
"""
BODY = """
## En bref

Un contenu *découvrable*.

## Pourquoi c’est important

Métadonnée
: L’étiquette sur le pot.

7. Septième étape

| Outil | Coût |
| --- | ---: |
| [Wikidata](https://www.wikidata.org) | Gratuit |

::: astuce Une heure & plus
Réservez-la.
:::

- [ ] À faire
- [x] Déjà fait
"""
THEMES = Path(__file__).parents[3] / "templates" / "themes"


def write_theme(folder: Path, slug: str, title: str = "Thème") -> Path:
    path = folder / f"{slug}.md"
    path.write_text(FRONT_MATTER.format(title=title, slug=slug) + BODY, "utf-8")
    return path


@pytest.fixture
def body(tmp_path: Path) -> str:
    write_theme(tmp_path, "exemple")
    return Library(tmp_path).body_html("exemple")


def test_a_theme_is_read_from_its_front_matter(tmp_path: Path) -> None:
    write_theme(tmp_path, "decouvrabilite", "Découvrabilité")
    theme = Library(tmp_path).themes()["decouvrabilite"]
    assert (theme.title, theme.duration_minutes) == ("Découvrabilité", 60)
    assert theme.updated_on == date(2026, 11, 22)
    assert theme.levels == ("emergent", "operationnel")


def test_themes_come_in_the_order_of_their_titles_whatever_the_accents(tmp_path: Path) -> None:
    for slug, title in (("c", "zoo"), ("b", "Événement"), ("a", "Wiki"), ("d", "découverte")):
        write_theme(tmp_path, slug, title)
    assert list(Library(tmp_path).themes()) == ["d", "b", "a", "c"]


def test_a_library_reads_each_file_once(tmp_path: Path) -> None:
    path = write_theme(tmp_path, "exemple")
    library = Library(tmp_path)
    first = library.body_html("exemple")
    path.unlink()
    assert library.body_html("exemple") == first
    assert "exemple" in library.themes()


def test_a_theme_that_does_not_exist_is_a_key_error(tmp_path: Path) -> None:
    write_theme(tmp_path, "exemple")
    for slug in ("autre", "../exemple", ""):
        with pytest.raises(KeyError):
            Library(tmp_path).body_html(slug)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", ""),
        ("title", "title: ''"),
        ("slug", "slug: autre"),
        ("duration_minutes", "duration_minutes: une heure"),
        ("version", "version: true"),
        ("updated_on", "updated_on: hier"),
        ("updated_on", "updated_on: 2026-11-22T10:00:00"),
        ("edition", "edition: 2021"),
        ("levels", "levels: emergent"),
        ("licence", "license: CC0-1.0"),
        ("summary", "summary: 'sans fin"),
    ],
)
def test_wrong_front_matter_is_refused_by_the_name_of_its_file(
    tmp_path: Path, field: str, line: str
) -> None:
    path = write_theme(tmp_path, "fautif")
    path.write_text(re.sub(f"(?m)^{field}:.*$", line, path.read_text("utf-8")), "utf-8")
    with pytest.raises(ValueError, match=r"fautif\.md"):
        Library(tmp_path).themes()


@pytest.mark.parametrize("content", [b"", b"## Sans rien", b"---\n- liste\n---\n", b"\xff\xfe---"])
def test_a_file_without_front_matter_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vide.md").write_bytes(content)
    with pytest.raises(ValueError, match=r"vide\.md"):
        Library(tmp_path).themes()


def test_sections_have_an_address_in_plain_letters(body: str) -> None:
    assert '<h2 id="en-bref">En bref</h2>' in body
    assert '<h2 id="pourquoi-c-est-important">' in body


def test_the_front_matter_is_not_part_of_the_text(body: str) -> None:
    assert "CC0-1.0" not in body


def test_definitions_and_numbers_are_kept(body: str) -> None:
    assert "<dt>Métadonnée</dt>" in body
    assert '<ol start="7">' in body


def test_header_cells_say_that_they_head_a_column(body: str) -> None:
    assert body.count("<th ") == body.count('scope="col"') == 2


def test_a_callout_says_what_it_is_in_words(body: str) -> None:
    assert 'class="callout callout-astuce" role="note"' in body
    assert '<span class="callout-kind">Astuce\u00a0:</span> Une heure &amp; plus' in body
    assert ":::" not in body


def test_tasks_are_boxes_on_paper_and_not_inputs(body: str) -> None:
    assert "<input" not in body
    assert 'aria-label="À cocher"' in body
    assert 'aria-label="Fait"' in body


def test_a_link_carries_the_address_that_paper_must_show(body: str) -> None:
    assert 'href="https://www.wikidata.org" data-address="www.wikidata.org"' in body


def test_a_bare_address_in_notes_is_a_link_that_is_not_shown_twice() -> None:
    html = notes_html("Voir https://example.org/atelier et www.example.ca")
    assert '<a href="https://example.org/atelier">' in html
    assert '<a href="http://www.example.ca">' in html
    assert "data-address" not in html


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=y>", "a <b>b</b>", "<!-- c -->"]
)
def test_html_in_notes_is_text(text: str) -> None:
    html = notes_html(text)
    assert text.replace("<", "&lt;").replace(">", "&gt;") in html


def test_jinja_in_notes_is_text() -> None:
    assert "{{ 7 * 7 }} {% raw %}" in notes_html("{{ 7 * 7 }} {% raw %}")


def test_an_image_in_notes_is_its_description() -> None:
    html = notes_html('![La <b>salle</b>](https://example.org/pixel.png "titre")')
    assert html == "<p>La &lt;b&gt;salle&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "ftp://example.org",
        "xmpp:a@example.org",
        "//example.org",
        "/etc/passwd",
        "page.html",
        "#rencontre",
    ],
)
def test_links_in_notes_lead_to_the_web_or_to_an_address_and_nowhere_else(address: str) -> None:
    html = notes_html(f"[texte]({address}) <{address}> [réf][r]\n\n[r]: {address}")
    assert "href" not in html
    assert "texte" in html


@pytest.mark.parametrize(
    "address",
    [
        "mailto:a@b.ca?bcc=c@d.ca",
        "MAILTO:a@b.ca?body=x",
        "mailto:?to=a@b.ca",
        "mailto:a@b.ca,c@d.ca",
        "mailto:a@b.ca%3Fcc=c@d.ca",
        "mailto:a@b.ca;c@d.ca",
    ],
)
def test_a_link_in_notes_begins_a_mail_to_one_address_and_says_nothing_in_it(address: str) -> None:
    assert "href" not in notes_html(f"[texte]({address}) <{address}>")


@pytest.mark.parametrize("address", ["http://a.ca", "https://a.ca/b?c=d&e=%2F", "mailto:a@b.ca"])
def test_web_and_mail_links_in_notes_work(address: str) -> None:
    assert f'<a href="{address.replace("&", "&amp;")}"' in notes_html(f"[texte]({address})")


@pytest.mark.parametrize(
    ("notes", "tags"),
    [
        ("# a\n## b\n# c", ["h3", "h4", "h3"]),
        ("### a\n### b", ["h3", "h3"]),
        ("# a\n#### b\n## c", ["h3", "h4", "h4"]),
        ("Titre\n=====\n\nSous-titre\n---", ["h3", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_in_notes_come_under_the_page_and_skip_no_level(
    notes: str, tags: list[str]
) -> None:
    html = notes_html(notes)
    assert [html[at + 1 : at + 3] for at in range(len(html)) if html[at : at + 2] == "<h"] == tags


def test_a_line_break_in_notes_is_kept() -> None:
    assert "un<br />\ndeux" in notes_html("un\ndeux")


def test_notes_that_nest_or_do_not_close_are_survived() -> None:
    html = notes_html("> " * 500 + "x\n\n::: attention\n" + "- " * 300 + "[" * 500)
    assert html.count("<div") == html.count("</div>") == 1


def test_no_notes_are_no_html() -> None:
    assert notes_html("") == notes_html(" \n ") == ""


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("## Trois idées\nUne.", "Trois idées\n\nUne."),
        ("Du **gras**, de l’*italique*, du `code`.", "Du gras, de l’italique, du code."),
        ("[le site](https://a.ca/b?c=d)", "le site (https://a.ca/b?c=d)"),
        ("[nous](mailto:a@b.ca) <https://a.ca> www.b.ca", "nous (a@b.ca) https://a.ca www.b.ca"),
        ("[rien](ftp://a.ca)", "rien"),
        ("![La salle](https://a.ca/x.png)", "La salle"),
        ("un\ndeux\n\ntrois", "un\ndeux\n\ntrois"),
        (
            "Retenir :\n- un\n- deux\n  - trois\n\nFin",
            "Retenir\xa0:\n\n- un\n- deux\n  - trois\n\nFin",
        ),
        ("* un\n  suite\n* deux", "- un\n  suite\n- deux"),
        ("- un\n\n- deux", "- un\n\n- deux"),
        ("3. un\n4. deux", "3. un\n4. deux"),
        ("- [ ] un\n- [x] deux", "- ☐ un\n- ☑ deux"),
        ("> cité\n\n---\n\nFin", "cité\n\nFin"),
        ("::: astuce Titre\ndedans\n:::", "Astuce\xa0: Titre\n\ndedans"),
        ("::: attention\ndedans\n:::", "Attention\n\ndedans"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("Mot\n: sens", "Mot\n\nsens"),
        ("```\nun  bloc\n```", "un  bloc"),
        ("<b>a</b> {{ 7 * 7 }}", "<b>a</b> {{ 7 * 7 }}"),
        (" \n", ""),
    ],
)
def test_notes_read_well_as_plain_text(notes: str, text: str) -> None:
    assert notes_text(notes) == text


def test_notes_that_nest_deeply_are_survived_as_plain_text() -> None:
    assert notes_text("\n".join("  " * n + "- x" for n in range(40))).startswith("- x\n  - x\n")
    assert notes_text("> " * 500 + "x") == ""


def test_every_theme_of_the_programme_loads_and_has_sections() -> None:
    library = Library(THEMES)
    assert library.themes()
    for slug in library.themes():
        assert library.body_html(slug).count("<h2 id=") >= 5


def test_importing_the_adapters_loads_nothing_heavy() -> None:
    heavy = "markdown_it mdit_py_plugins yaml jinja2 markupsafe babel weasyprint fontTools PIL"
    code = (
        "import sys, chalicelib.adapters.texts.content, chalicelib.adapters.documents.pdf;"
        f"print(*sorted(set('{heavy}'.split()) & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("le 8 février", "le 8\u00a0février"),
        ("le 1er mai 2022", "le 1er\u00a0mai 2022"),
        ("en 2025 mais", "en 2025 mais"),
        ("jusqu'à 25 M$ par an", "jusqu’à 25\u00a0M$ par an"),
    ],
)
def test_a_number_stays_with_what_it_counts(typed: str, printed: str) -> None:
    assert french(typed) == printed
    assert french(printed) == printed
