"""What documents cannot print is known before they are drawn."""

import pytest

from chalicelib import wiring


@pytest.mark.parametrize(
    "text",
    [
        "Zoé Őry-Łukasik, l’œuvre « ici » : 5 % – … ²",
        "李小龍 谢谢 国語 かなカナ 한국어",
        "🎭🥳🫶 ❤️ 👩‍🎨 👍🏽 🇨🇦 1️⃣",
        "русский Ελληνικά עברית العربية ☐ ✓ → ½",
    ],
)
def test_what_people_write_is_printed(text: str) -> None:
    assert wiring.printable().lacks(text) == ""


def test_rare_scripts_are_named_each_character_once() -> None:
    assert wiring.printable().lacks("Ana ᠮ", "ไทไ é\u200b\n") == "ᠮไท"
