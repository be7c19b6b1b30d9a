"""Cards and addresses replaced in what was stored, and nothing else."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.pseudonyms import Pseudonyms, pseudonym

USER = UUID("01930000-0000-7000-8000-000000000001")
CARD, SHORT, ROAMING, EMAIL = "04A1B2C3D4E5F6", "1234", "DE*8AA/Ü1", "ines@example.com"
NAMES = Pseudonyms(USER, [EMAIL], [CARD, SHORT, ROAMING])
ONE, TWO, THREE, MAIL = (
    pseudonym(USER, name) for name in (CARD.casefold(), SHORT, ROAMING.casefold(), EMAIL)
)


def test_a_pseudonym_is_a_tag_and_always_the_same() -> None:
    assert pseudonym(USER, CARD.casefold()) == ONE
    assert len(ONE) <= 20
    assert ONE.casefold() == ONE
    assert len({ONE, TWO, THREE, MAIL}) == 4
    assert pseudonym(UUID(int=5), CARD.casefold()) != ONE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'[2,"1","Authorize",{{"idTag":"{CARD}"}}]', f'[2,"1","Authorize",{{"idTag":"{ONE}"}}]'),
        (f'{{ "idTag" :\t"{CARD.lower()}" , "meterStart":1.50}}', f'{{ "idTag" :\t"{ONE}" , "meterStart":1.50}}'),
        ('{"idTag":"1234","n":1234,"text":"1234"}', f'{{"idTag":"{TWO}","n":1234,"text":"1234"}}'),
        (r'{"idTag":"04\u00411B2C3D4E5F6"}', f'{{"idTag":"{ONE}"}}'),
        (r'{"parentIdTag":"DE*8AA\/\u00dc1"}', f'{{"parentIdTag":"{THREE}"}}'),
        (
            json.dumps({"data": json.dumps({"idTag": CARD, "n": 7})}),
            json.dumps({"data": f'{{"idTag": "{ONE}", "n": 7}}'}),
        ),
        (f'{{"{CARD}":{{"status":"Accepted"}}}}', f'{{"{ONE}":{{"status":"Accepted"}}}}'),
        (f'{{"idTag":"{CARD}"', f'{{"idTag":"{ONE}"'),
        (f"Tag {CARD.lower()}: of {EMAIL.upper()}.", f"Tag {ONE}: of {MAIL}."),
        (f"{CARD}0 x{CARD} 1234", f"{CARD}0 x{CARD} 1234"),
        (f"anna.{EMAIL} {EMAIL}.org", f"anna.{EMAIL} {EMAIL}.org"),
    ],
)  # fmt: skip
def test_texts(before: str, after: str) -> None:
    assert NAMES.text(before) == after


def test_columns() -> None:
    """Where a tag is expected a short one is found too; a reading is none, and a charger keeps its name."""
    names = Pseudonyms(USER, [EMAIL], ["12345678", "1234"])
    assert names.column("id_token", "1234") == pseudonym(USER, "1234")
    assert names.column("stop_id_token", " 12345678 ") == pseudonym(USER, "12345678")
    assert names.column("detail", "1234") == "1234"
    assert names.column("charge_point_id", "12345678") == "12345678"
    frame = '{"sampledValue":[{"value":"12345678"}],"meterStart":12345678}'
    assert names.text(frame) == frame


def test_a_group_of_a_uuid_is_no_card() -> None:
    names = Pseudonyms(USER, [EMAIL], ["01930000", "000000000001"])
    other = "01930000-0000-7000-8000-0a0000000000"
    for uuid in (other, "11930000-0000-7000-8000-000000000001"):
        assert names.text(f"of {uuid}") == f"of {uuid}"
    assert names.text(f"of {USER}") == f"of {names.account}"
    assert names.text("card 01930000") != "card 01930000"


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_other_frames_stay_as_they_are(content: object) -> None:
    for text in (json.dumps([content]), json.dumps([content], ensure_ascii=False, indent=1)):
        assert NAMES.text(text) == text


@given(st.text(max_size=10), st.text(max_size=10))
def test_a_tag_in_a_frame_is_always_found(left: str, right: str) -> None:
    frame = json.dumps([2, left, "StartTransaction", {"note": right, "idTag": CARD, "meterStart": 5}])
    said = NAMES.text(frame)
    assert CARD not in said
    assert json.loads(said) == [2, left, "StartTransaction", {"note": right, "idTag": ONE, "meterStart": 5}]
