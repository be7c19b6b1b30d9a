"""csms.store.folding: names are compared without case, and what is compared fits its column."""

import pytest

from csms.store.folding import LIMIT, ORDER_LIMIT, fold, natural


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


def test_numbers_in_names_count_by_their_value() -> None:
    names = ["CP-100", "CP-10/10", "CP", "CP-A", "CP-010", "cp-9", "CP-10/2", "CP-0"]
    assert sorted(names, key=natural) == [
        "CP",
        "CP-0",
        "cp-9",
        "CP-010",
        "CP-10/2",
        "CP-10/10",
        "CP-100",
        "CP-A",
    ]


def test_zeros_in_front_do_not_count() -> None:
    assert natural("CP-007") == natural("CP-7")


@pytest.mark.parametrize("text", ["1a" * LIMIT, "9" * LIMIT, "ß1" * LIMIT])
def test_the_order_of_any_name_fits_its_column(text: str) -> None:
    assert len(natural(text)) <= ORDER_LIMIT
