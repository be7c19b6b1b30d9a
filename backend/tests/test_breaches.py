"""csms.breaches: what was stored of a breach is known again, with what it holds."""

import pytest

from csms import breaches
from csms.breaches import TEXTS, cited, read_back
from csms.said import Said, places


@pytest.mark.parametrize(
    ("section", "english"),
    [("6.7", "required (OCPP 1.6, 6.7)"), ("WP 5.9", "required (security whitepaper, 5.9)")],
)
def test_who_says_so_is_named(section: str, english: str) -> None:
    sentence = cited(Said(breaches.REQUIRED), section)
    assert str(sentence) == english
    assert read_back(english) == sentence


@pytest.mark.parametrize("text", TEXTS)
def test_each_is_read_back_as_itself(text: str) -> None:
    sentence = Said(text, {name: f"some {name}" for name in places(text)})
    assert read_back(str(sentence)) == sentence


@pytest.mark.parametrize("stored", ["registration is Pending: boot first", "Required", ""])
def test_what_is_none_of_them_stays(stored: str) -> None:
    assert read_back(stored) == stored
