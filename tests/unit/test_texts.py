import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain import texts
from chalicelib.domain.texts import BadText

Rule = Callable[[str], str]
RULES: tuple[Rule, ...] = (texts.one_line, texts.name, texts.paragraphs)

JOINER, NON_JOINER = "\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"
INVISIBLE = "\u00ad\u180e\u200b\u2060\u2063\ufeff\ufffc"
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"
TRICKY = (
    "aeE éèç -.'’:/w= \t\n\r\x0b\x00\x1b\x1f\x7f\x85\u00a0\u2028\u2029\u3000"
    "\u0301\u0327\u0323\u1100\u1161\u11a8\u212b\u0958مانअ् 👩🏽❤\ufe0f🇨"
    f"{JOINER}{NON_JOINER}{INVISIBLE}{DIRECTIONS}\ud83d\udc80\ue000"
)
TEXTS = st.text(st.sampled_from(TRICKY), max_size=12) | st.text(max_size=30)


def attempt(rule: Rule, text: str) -> str | None:
    try:
        return rule(text)
    except BadText:
        return None


@pytest.mark.parametrize(
    "typed",
    [
        "Zoé",
        "Ana",
        "Marie-Ève St-Onge",
        "D’Arcy O'Neil",
        "J.-P. Tremblay jr",
        "Nguyễn Thị Ánh",
        "Ђорђе",
        "أنا",
        "محمد بن علي",
        f"می{NON_JOINER}خواهم",
        "李雷",
        "김민준",
        "श्री",
        f"क्{JOINER}ष",
    ],
)
def test_a_name_of_any_script_is_kept_as_it_is(typed: str) -> None:
    assert texts.name(typed) == typed


@pytest.mark.parametrize(
    "emoji",
    [
        "🎭",
        "👍🏿",
        "🇨🇦",
        "1\ufe0f\u20e3",
        f"👨{JOINER}👩{JOINER}👧{JOINER}👦",
        f"👩🏽{JOINER}🚀",
        f"❤\ufe0f{JOINER}🔥",
        f"🏳\ufe0f{JOINER}🌈",
        f"🏴{JOINER}☠\ufe0f",
        f"🧑🏿{JOINER}🤝{JOINER}🧑🏻",
        f"👩{JOINER}❤\ufe0f{JOINER}💋{JOINER}👩",
        f"👁\ufe0f{JOINER}🗨\ufe0f",
        f"🙂{JOINER}↔\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_an_emoji_of_several_parts_stays_whole(emoji: str) -> None:
    assert texts.name(f"Ana {emoji}") == f"Ana {emoji}"
    assert texts.paragraphs(f"Bravo {emoji}\n") == f"Bravo {emoji}"


def test_spaces_around_a_name_are_dropped_and_those_inside_folded() -> None:
    assert texts.name("  Ana\u00a0\u3000 Exemple \n") == "Ana Exemple"


def test_letters_and_accents_typed_apart_are_joined() -> None:
    assert texts.name("Zoe\u0301") == "Zoé"


@pytest.mark.parametrize(
    "typed",
    [
        "Ana\x00",
        "Ana\nExemple",
        "Ana\r\nBcc: x",
        "A\x1b[31m",
        "Ana\x7f",
        "\ue000",
        "\ud83d",
        "Ana\udc80",
    ],
)
def test_controls_line_breaks_and_lone_surrogates_are_refused_in_a_line(typed: str) -> None:
    with pytest.raises(BadText, match="control_character"):
        texts.one_line(typed)


@pytest.mark.parametrize("rule", [texts.one_line, texts.name, texts.paragraphs, texts.notes])
def test_the_hyphens_of_word_are_ours_or_nothing(rule: Callable[[str], str]) -> None:
    assert rule("Marie\x1eÈve en\x1fligne") == "Marie-Ève enligne"


@pytest.mark.parametrize("mark", DIRECTIONS)
@pytest.mark.parametrize("rule", RULES)
def test_marks_that_turn_the_reading_direction_are_dropped(rule: Rule, mark: str) -> None:
    assert rule(f"Ana{mark}fdp exe") == "Anafdp exe"


@pytest.mark.parametrize("mark", DIRECTIONS)
def test_an_address_that_such_marks_turn_is_one_still(mark: str) -> None:
    assert texts.one_line(f"Ana{mark}fdp.exe") == "Anafdp.exe"
    with pytest.raises(BadText, match="no_links"):
        texts.name(f"Ana{mark}fdp.exe")


@pytest.mark.parametrize("mark", INVISIBLE)
@pytest.mark.parametrize("rule", RULES)
def test_what_pasting_leaves_unseen_is_dropped(rule: Rule, mark: str) -> None:
    assert rule(f"An{mark}a{mark}") == "Ana"


@pytest.mark.parametrize("end", ["\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_break_of_a_word_processor_is_a_space_in_a_line(end: str) -> None:
    assert texts.name(f"{end}Ana{end}Exemple{end}") == "Ana Exemple"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n", "\r"])
def test_a_line_break_of_a_word_processor_is_one_in_paragraphs(end: str) -> None:
    assert texts.paragraphs(f"{end}un{end}{end}deux{end}") == "un\n\ndeux"


def test_bullets_of_word_are_the_dashes_of_a_list() -> None:
    pasted = "À voir\u00a0:\r\n\uf0b7\tle site\r\n\uf0a7 une\uf0e0infolettre\uf0b7\r\n"
    assert texts.paragraphs(pasted) == "À voir\u00a0:\n- le site\n- une infolettre"
    assert texts.one_line("\uf0b7\tle site") == "le site"


SYMBOLS = st.text(st.sampled_from("\uf020\uf0a7\uf0b7\uf0e0\uf0ff"), min_size=1)


@given(SYMBOLS, st.sampled_from(["", " ", "\t"]))
def test_a_bullet_of_word_inside_a_line_glues_no_words(bullet: str, space: str) -> None:
    for rule in (*RULES, texts.notes):
        assert rule(f"Un{space}{bullet}{space}deux{bullet}") == "Un deux"


def test_what_is_refused_says_at_which_line_and_character() -> None:
    with pytest.raises(BadText) as refused:
        texts.paragraphs("un\r\nde\u200bux\x1b")
    assert refused.value.place == (2, 5)
    with pytest.raises(BadText) as refused:
        texts.one_line("An\u3164a\x00")
    assert refused.value.place == (1, 4)


def test_only_a_line_is_told_of_its_line_break() -> None:
    causes = {}
    for rule, text in ((texts.one_line, "un\ndeux"), (texts.paragraphs, "un\ndeux\x1a")):
        with pytest.raises(BadText, match="control_character") as refused:
            rule(text)
        causes[rule.__name__] = refused.value.cause
    assert causes == {"one_line": "line_break", "paragraphs": ""}


@pytest.mark.parametrize("typed", ["*" * 2000, "* " * 900, "-" * 80, "Un\n\n- - - - - -\n\nDeux"])
def test_a_line_across_the_page_is_no_list(typed: str) -> None:
    assert texts.notes(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed", ["- - - - - un", "> > > > > un", "* + - * + un", "1. 2. 3. 4. 5. u"]
)
def test_what_is_nested_too_deep_is_told_as_such(typed: str) -> None:
    with pytest.raises(BadText, match="too_complex") as refused:
        texts.notes(f"Un\n\n{typed}")
    assert refused.value.cause == "nested"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202a450 555-0100\u202c", "450 555-0100"),
        ("\u00a0450\u2009555\u20110100\u00a0", "450 555-0100"),
        ("４５０　５５５－０１００", "450 555-0100"),
        ("+1 (450) 555-0100, poste 12", "+1 (450) 555-0100, poste 12"),
        ("  ", ""),
    ],
)
def test_a_telephone_number_is_kept_as_it_was_written(typed: str, kept: str) -> None:
    assert texts.telephone(typed) == kept


@pytest.mark.parametrize("typed", ["abc", "450", "12", "0" * 26, "le soir"])
def test_what_holds_no_number_is_no_telephone(typed: str) -> None:
    with pytest.raises(BadText, match="invalid_phone"):
        texts.telephone(typed)


WORDS = ["Ana", "Zoé", "L’Heureux", "450 555-0100", "«\u00a0Théâtre\u00a0»", "3/4", "محمد", "李雷"]
WHOLE = [f"👩🏽{JOINER}🚀", f"می{NON_JOINER}خواهم", f"🏳\ufe0f{JOINER}🌈", "a_b@example.org", "oui!"]
SENSIBLE = st.lists(st.sampled_from([*WORDS, *WHOLE]), min_size=1, max_size=8)
PASTED = st.text(
    st.sampled_from("\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202c\u202e\u2066\u2069")
)


@given(SENSIBLE, st.lists(PASTED, min_size=1, max_size=9))
def test_a_sensible_text_is_the_same_with_what_pasting_sprinkles_in_it(
    words: list[str], marks: list[str]
) -> None:
    text = "\n".join(words)
    sprinkled = "".join(marks[n % len(marks)] + c for n, c in enumerate(text)) + marks[-1]
    assert texts.paragraphs(sprinkled) == texts.paragraphs(text)
    line = sprinkled.replace("\n", "\u2028")
    assert texts.one_line(line) == texts.one_line(text.replace("\n", " "))
    assert texts.address(line) == texts.address(text.replace("\n", " "))


# Default_Ignorable_Code_Point of Unicode 16, by its ranges, and the marks of annotations.
IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F "
    "FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF FFF9-FFFC"
)
SHOWS_NOTHING = [
    chr(code)
    for first, _, last in (each.partition("-") for each in IGNORABLE.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
]
NOTHING = st.text(st.sampled_from(SHOWS_NOTHING), min_size=1, max_size=4)


@given(NOTHING, NOTHING, NOTHING)
@example("\u034f", "\u3164", "\U000e0020")
@example("\ufff9", "\ufe0f", "\U000e0100")
def test_whatever_shows_nothing_is_dropped_from_every_field(a: str, b: str, c: str) -> None:
    for rule in (*RULES, texts.notes):
        assert rule(f"{a}An{b}a{c}") == "Ana"
    assert texts.address(f"{a}an{b}a@exa{b}mple.org{c}") == "ana@example.org"
    assert texts.telephone(f"{a}450 5{b}55-0100{c}") == "450 555-0100"
    assert texts.one_line(a + b + c) == ""


def test_a_blank_of_braille_is_a_space() -> None:
    assert texts.name("Ana\u2800Exemple\u2800") == "Ana Exemple"


@pytest.mark.parametrize(
    "typed", ["A\ufe0f", "1\ufe0f", "é\ufe0e", " \ufe0f", "°\ufe0f", "王\U000e0100"]
)
def test_a_selector_that_chooses_no_emoji_is_dropped(typed: str) -> None:
    assert texts.one_line(f"Ana {typed}") == f"Ana {typed[:-1]}".strip()


@given(st.sampled_from("🎭❤☎✔™©ℹ‼〰🅰"), st.sampled_from("\ufe0e\ufe0f"), NOTHING)
def test_a_selector_of_an_emoji_stays(emoji: str, selector: str, nothing: str) -> None:
    assert texts.paragraphs(f"Bravo {emoji}{selector}!") == f"Bravo {emoji}{selector}!"
    around = f"{emoji}{selector}\u2060{nothing}!"
    assert texts.paragraphs(around).startswith(f"{emoji}{selector}")


@pytest.mark.parametrize("joiner", [JOINER, NON_JOINER])
@pytest.mark.parametrize(
    "typed", ["A{}na", "{}Ana", "Ana{}", "3{}4", "Ana {} Exemple", "é{}é", "A{}🔥", "🔥{}A"]
)
def test_a_joiner_that_joins_nothing_is_dropped(typed: str, joiner: str) -> None:
    assert texts.one_line(typed.format(joiner)) == " ".join(typed.format("").split())


@pytest.mark.parametrize(
    "typed", ["http://x.example", "Ana https://x", "www.x.example", "Ana WWW.x", "ftp://x"]
)
def test_a_name_holds_no_web_address(typed: str) -> None:
    with pytest.raises(BadText, match="no_links"):
        texts.name(typed)
    assert texts.one_line(typed) == typed


@pytest.mark.parametrize("typed", ["=?utf-8?q?Bonjour?=", "Ana =?utf-8?q?a=0D=0ABcc:_x?= B"])
def test_a_name_holds_nothing_that_mail_programs_would_decode(typed: str) -> None:
    with pytest.raises(BadText):
        texts.name(typed)


def test_paragraphs_keep_their_lines_and_tabs() -> None:
    assert texts.paragraphs(" un\r\ndeux\rtrois\n\n\tquatre ") == "un\ndeux\ntrois\n\n\tquatre"


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1bb", "a\ud83db", "a\ue000b"])
def test_controls_and_lone_surrogates_are_refused_in_paragraphs(typed: str) -> None:
    with pytest.raises(BadText, match="control_character"):
        texts.paragraphs(typed)


@given(TEXTS)
@example("e\u200b\u0301")
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    for rule in RULES:
        cleaned = attempt(rule, typed)
        assert cleaned is None or rule(cleaned) == cleaned


@given(TEXTS)
@example("e\u200b\u0301")
def test_what_is_kept_is_composed_and_has_no_control_in_it(typed: str) -> None:
    for rule in RULES:
        kept = attempt(rule, typed) or ""
        assert unicodedata.is_normalized("NFC", kept)
        allowed = "\n\t" if rule is texts.paragraphs else ""
        assert [
            c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in allowed
        ] == []


@given(TEXTS)
def test_a_line_is_one_line_without_spaces_around_it(typed: str) -> None:
    kept = attempt(texts.one_line, typed) or ""
    assert kept.splitlines() in ([], [kept])
    assert kept == kept.strip()
    assert "  " not in kept
