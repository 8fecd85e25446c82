"""Mails have the colours of the programme's look, and no other."""

import re

import pytest

from chalicelib.adapters.texts.look_file import appearance_of
from chalicelib.domain.appearance import WHITE
from chalicelib.domain.mail.messages import Kind
from tests.adapters.mail.test_mail_templates import PROGRAMME, compose

OTHER = appearance_of(
    {
        "text": "#241414",
        "background": "#fbf3f0",
        "primary": "#6d1a24",
        "accent": "#b06f1b",
        "link": "#7a1f3d",
    }
)


@pytest.mark.parametrize("kind", Kind)
def test_a_mail_has_the_colours_of_the_look_alone(kind: Kind) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", compose(kind, look=OTHER).html))
    assert used <= {*vars(OTHER.colours).values(), *vars(OTHER.dark).values(), WHITE}
    assert {OTHER.colours.primary, OTHER.colours.accent, OTHER.dark.link} <= used
    assert PROGRAMME.look.colours.primary not in used
