import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.limits.limits import network_of


@pytest.mark.parametrize(
    ("source", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("test-invoke-source-ip", "test-invoke-source-ip"),
    ],
)
def test_a_network_is_one_address_or_the_first_half_of_one(source: str, network: str) -> None:
    assert network_of(source) == network


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_all_addresses_of_a_home_are_one_network(one: int, other: int) -> None:
    from ipaddress import IPv6Address

    home = 0x20010DB800010002 << 64
    assert network_of(str(IPv6Address(home | one))) == network_of(str(IPv6Address(home | other)))
