import pytest

from chalicelib.adapters.texts.subjects import LONGEST, about, cut

NBSP = "\u00a0"
WHEN = "le mardi 8 décembre"


def test_a_subject_says_what_which_event_and_when() -> None:
    said = about("Place confirmée", "Cohorte sur la découvrabilité", WHEN)
    assert said == f"Place confirmée{NBSP}: Cohorte sur la découvrabilité, {WHEN}"
    assert about("Le bilan", "Cohorte") == f"Le bilan{NBSP}: Cohorte"


def test_a_long_title_is_cut_after_a_word_and_what_follows_is_kept() -> None:
    title = "Rendre ses contenus culturels visibles à l’ère des intelligences artificielles"
    said = about("Place confirmée", title, WHEN)
    assert said == f"Place confirmée{NBSP}: Rendre ses contenus culturels visibles…, {WHEN}"
    assert len(said) <= LONGEST


@pytest.mark.parametrize(
    ("text", "longest", "left"),
    [
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 12, "un deux…"),
        ("un, deux", 5, "un…"),
        ("un – deux", 7, "un…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_between_words(text: str, longest: int, left: str) -> None:
    assert cut(text, longest) == left
    assert len(cut(text, longest)) <= longest
