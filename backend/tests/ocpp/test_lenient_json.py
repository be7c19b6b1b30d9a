"""Reading JSON that is none, or says things twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.ocpp.lenient_json import Constant, Number, array_elements, parse, storable

values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def test_numbers_stay_as_they_were_written() -> None:
    digits = "9" * 5_000
    document = parse(f"[1.50, -0, 1e400, {digits}, NaN]")
    assert document.value == ["1.50", "-0", "1e400", digits, "NaN"]
    assert [type(value) for value in document.value] == [Number] * 4 + [Constant]
    assert document.constants == ["NaN"]


def test_duplicate_keys_are_named_at_any_depth() -> None:
    document = parse('{"a":1,"b":{"c":1,"c":2,"c":3},"a":2}')
    assert sorted(document.duplicates) == ["a", "c"]
    assert document.value == {"a": "2", "b": {"c": "3"}}


def test_a_key_twice_among_very_many() -> None:
    """In time that grows with the size, not with its square."""
    keys = ",".join(f'"{number}":0' for number in range(100_000))
    assert parse(f'{{{keys},"7":1}}').duplicates == ["7"]


@pytest.mark.parametrize("text", ["", "{", "[1,]", "{} {}", "[" * 100_000])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


@given(st.lists(values, max_size=5))
def test_the_elements_of_an_array(array: list[object]) -> None:
    elements, complete = array_elements(json.dumps(array, indent=1), 5)
    assert complete
    assert [element.value for element in elements] == array
    assert [json.loads(element.text) for element in elements] == array


def test_it_stops_when_there_are_enough() -> None:
    elements, complete = array_elements("[1,2,3", 2)
    assert ([element.value for element in elements], complete) == (["1", "2"], False)


@given(st.text())
def test_any_text_has_elements_or_none(text: str) -> None:
    elements, _ = array_elements("[" + text, 5)
    assert all(element.text in text for element in elements)


def test_storable() -> None:
    assert storable("a\0b\ud800c😀") == "a\ufffdb\ufffdc😀"
