"""csms.store.folding: names are compared without case, and what is compared fits its column."""

import pytest

from csms.store.folding import LIMIT, fold


@pytest.mark.parametrize(("one", "other"), [("abCD", "ABcd"), ("Straße", "STRASSE")])
def test_case_does_not_count(one: str, other: str) -> None:
    """GEN-02"""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["ß" * LIMIT, "ΐ" * LIMIT, "x" * 10_000])
def test_what_grows_by_folding_still_fits(text: str) -> None:
    assert len(fold(text)) == LIMIT


@pytest.mark.parametrize("text", ["TAG\x10\x0e", "\x00TAG", "T\x7fAG\x9f", "TAG\r\n"])
def test_control_characters_are_no_part_of_a_name(text: str) -> None:
    """Q19"""
    assert fold(text) == "tag"
