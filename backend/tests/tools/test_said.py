"""tools.said: every sentence of the server's own is known to who translates them."""

import pytest

from tools.said import PATH, page, texts_in

IMPORT = "from csms.said import msg, said\n"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('said("It is too hot inside")', ["It is too hot inside"]),
        ('said("{charger} has "\n "gone", charger=name)', ["{charger} has gone"]),
        ('WORDS = msg({"a": "One", "b": "Two"})', ["One", "Two"]),
        ('WORD, WORDS = msg("One"), msg(("Two", "Three"))', ["One", "Two", "Three"]),
        ('matter(said("Outer {it}", it=said("inner")))', ["Outer {it}", "inner"]),
    ],
)
def test_it_finds_what_is_said_and_what_is_kept(source: str, texts: list[str]) -> None:
    assert list(texts_in(IMPORT + source)) == texts


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('said(f"{charger} has gone")', ":2 is no literal"),
        ('said("a" if late else "b")', ":2 is no literal"),
        ('msg({"a": WORD})', ":2 is no literal"),
        ('said("{charger} has gone")', ":2 has other values"),
        ('said("It has gone", charger=name)', ":2 has other values"),
        ('said("{charger has gone", charger=name)', "Not a message"),
    ],
)
def test_what_no_language_could_have_is_an_error(source: str, wrong: str) -> None:
    with pytest.raises((SyntaxError, ValueError), match=wrong):
        list(texts_in(IMPORT + source))


def test_a_function_of_that_name_elsewhere_is_another() -> None:
    assert list(texts_in("said(rows)\nmsg(1)")) == []


def test_the_list_is_current() -> None:
    """`make generate` writes it."""
    assert PATH.read_text() == page()
