"""E-mail addresses as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.auth.addresses import MAX_LENGTH, fold
from csms.auth.errors import InvalidInput


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ada@Charging.Example", "ada@charging.example"),
        ("  ada@charging.example\n", "ada@charging.example"),
        ("ａｄａ＠charging.example", "ada@charging.example"),
        ("STRASSE@x.example", "strasse@x.example"),
        ("straße@x.example", "strasse@x.example"),
        ("admin@localhost", "admin@localhost"),
    ],
)
def test_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ada",
        "@x.example",
        "ada@",
        "a@b@c",
        "a b@x.example",
        "a\0b@x.example",
        "a\u202eb@x.example",
        "\ud800@x.example",
        "x" * MAX_LENGTH + "@x.example",
    ],
)
def test_what_cannot_be_an_address(written: str) -> None:
    with pytest.raises(InvalidInput):
        fold(written)


@given(st.emails())
def test_folding_twice_changes_nothing(email: str) -> None:
    assert fold(fold(email)) == fold(email)
