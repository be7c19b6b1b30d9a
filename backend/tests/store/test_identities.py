"""csms.store.identities: which charger a mistyped identity was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.store.identities import likeliest, likeness


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("cp-oo42", "Letters and digits that look alike"),
        ("cp-0o42", "Letter O in place of a zero"),
        ("cp-0142", "One character is different"),
        ("cp-042", "A character is missing"),
        ("cp-00042", "A character too many"),
        ("cp-0024", "Two characters are swapped"),
    ],
)
def test_near_misses(wrong: str, words: str) -> None:
    found = likeness(wrong, "cp-0042")
    assert found is not None
    assert str(found.words) == words


@pytest.mark.parametrize("other", ["cp-0042", "cp-0099", "cp-42", "cp-4200", "evb", ""])
def test_neither_the_same_nor_far_away(other: str) -> None:
    assert likeness(other, "cp-0042") is None


def test_letters_that_look_alike_are_likelier_than_others() -> None:
    alike, different = likeness("cp-o1", "cp-01"), likeness("cp-01", "cp-02")
    assert alike is not None
    assert different is not None
    assert alike.rank < different.rank


@given(st.text("ab01o", max_size=6), st.text("ab01o", max_size=6))
def test_it_is_mutual(one: str, other: str) -> None:
    assert (likeness(one, other) is None) == (likeness(other, one) is None)


@given(st.sets(st.text("ab01o", max_size=5), max_size=6), st.lists(st.text("ab01o", max_size=5), unique=True))
def test_the_likeliest_of_many_is_found_without_comparing_all(wrong: set[str], right: list[str]) -> None:
    found = likeliest(wrong, right)
    for identity in wrong:
        alike = [(name, how) for name in right if (how := likeness(identity, name))]
        assert found.get(identity) == min(alike, key=lambda pair: pair[1].rank, default=None)
