"""A form that leaves out what another one speaks of says no to it: silence agrees to nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.arriving.proof import asked, outcome
from chalicelib.domain.people.consents import Consent, standing
from chalicelib.domain.programme import ConsentText

from ...support.examples import HOUR, NOW

TEXTS = [
    ConsentText("program", "1", "Participer.", required=True),
    ConsentText("newsletter", "1", "L’infolettre."),
    ConsentText("summaries", "1", "Les bilans."),
]
OPTIONAL = ["newsletter", "summaries"]
FORMS = st.lists(
    st.dictionaries(st.sampled_from(OPTIONAL), st.booleans()).map(lambda f: {"program": True, **f}),
    min_size=1,
    max_size=5,
)


def after(forms: list[dict[str, bool]]) -> tuple[Consent, ...]:
    history: tuple[Consent, ...] = ()
    for n, form in enumerate(forms):
        history = asked(history, form, TEXTS, NOW + n * HOUR)
    return history


@given(FORMS)
def test_what_is_optional_holds_only_if_every_form_asked_for_it(
    forms: list[dict[str, bool]],
) -> None:
    held = outcome(standing(after(forms)))
    for purpose in OPTIONAL:
        entry = held.get(purpose)
        assert (entry is not None and entry.granted) == all(form.get(purpose) for form in forms)
    assert held["program"].granted


@given(FORMS)
def test_forms_that_are_sent_again_add_nothing(forms: list[dict[str, bool]]) -> None:
    once = after(forms * 2)
    assert after(forms * 3) == once


def test_a_form_in_other_words_of_the_same_version_is_written_down() -> None:
    reworded = [replace(text, text="Autrement.") for text in TEXTS]
    first = asked((), {"newsletter": True}, TEXTS, NOW)
    both = asked(first, {"newsletter": True}, reworded, NOW + HOUR)
    assert [each.text for each in both] == ["L’infolettre.", "Autrement."]
