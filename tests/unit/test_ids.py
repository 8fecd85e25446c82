import pytest

from chalicelib.domain.ids import owned, owner_of, suffix_of


@pytest.mark.parametrize(
    ("identifier", "owner", "suffix"),
    [
        ("p3f0", "p3f0", ""),
        ("p3f0-b81a", "p3f0", "b81a"),
        ("p3f0-b81a-moved-1", "p3f0", "b81a-moved-1"),
    ],
)
def test_an_identifier_carries_its_owner(identifier: str, owner: str, suffix: str) -> None:
    assert (owner_of(identifier), suffix_of(identifier)) == (owner, suffix)


def test_what_is_owned_can_be_told_apart_again() -> None:
    identifier = owned("p3f0", "b81a")
    assert (owner_of(identifier), suffix_of(identifier)) == ("p3f0", "b81a")
