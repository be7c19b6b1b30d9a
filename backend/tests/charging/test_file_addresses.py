"""csms.charging.file_addresses: tokens and names."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.file_addresses import DOOR, LONGEST_NAME, hash_in, hash_of, new_token, reaches, safe_name

odd = st.one_of(st.text(), st.text(alphabet='./\\%2eEfF \x00\r\n"üß\u202e'))


@given(odd)
def test_no_name_is_a_path(name: str) -> None:
    """DIAG-01, S17"""
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert safe == os.path.basename(safe)
    assert not safe.startswith(".")
    assert safe.isascii()
    assert safe.isprintable()
    assert not set(safe) & set('/\\"%;')
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [("kestrel-3.0.0.bin", "kestrel-3.0.0.bin"), ("C:\\logs\\a.log", "a.log"), ("..", "file"), ("", "file")],
)
def test_usual_names_stay(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_only_the_token_is_looked_for() -> None:
    """S17: at least 128 bits, of which only the hash is kept."""
    token = new_token()
    assert len(token) == 43
    address = f"https://csms.example{DOOR}/{token}"
    assert hash_in(address) == hash_in(f"{address}/kestrel.bin") == hash_of(token)
    assert hash_in(f"{address}x") is None
    assert hash_in("https://files.example/logs") is None
    assert token not in hash_of(token)


@pytest.mark.parametrize(
    ("base_url", "address", "expected"),
    [
        ("http://localhost:8000", "127.0.0.1", True),
        ("http://localhost:8000", "::1", True),
        ("http://localhost:8000", None, True),
        ("http://localhost:8000", "192.168.1.20", False),
        ("http://127.0.0.1:8000", "192.168.1.20", False),
        ("http://[::1]:8000", "2001:db8::20", False),
        ("http://192.168.1.5:8000", "192.168.1.20", True),
        ("https://csms.example", "203.0.113.9", True),
    ],
)
def test_localhost_is_another_machine_to_everyone_else(
    base_url: str, address: str | None, expected: bool
) -> None:
    assert reaches(base_url, address) is expected
