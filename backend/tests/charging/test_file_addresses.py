"""csms.charging.file_addresses: tokens and names."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.file_addresses import DOOR, LONGEST_NAME, hash_in, hash_of, new_token, safe_name

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
