"""csms.store.stored_words: sentences that are stored in English are known again, and chargers' words are not ours."""

import pytest

from csms.said import Said, places
from csms.store.stored_words import TEXTS, read_back, stored_view


@pytest.mark.parametrize("text", TEXTS)
def test_each_is_read_back_as_itself(text: str) -> None:
    sentence = Said(text, {name: f"a {name}" for name in places(text)})
    assert read_back(str(sentence)) == sentence


@pytest.mark.parametrize("words", ["", "Occupied", "DownloadFailed", "The Charger was deleted"])
def test_what_chargers_say_is_theirs(words: str) -> None:
    assert read_back(words) == words
    assert stored_view(words) is None


def test_one_within_another() -> None:
    reason = Said("its {part} is {found}, not {wanted}", {"part": "CN", "found": "'A'", "wanted": "'B'"})
    sentence = Said("A certificate request was refused: {reason}", {"reason": reason})
    assert read_back(str(sentence)) == sentence


def test_for_rest() -> None:
    assert stored_view("Cancelled by ines@example.com") == {
        "text": "Cancelled by {actor}",
        "values": {"actor": "ines@example.com"},
    }
    assert stored_view(None) is None
