"""csms.api.complaints: what schemas complain of, for the reader's language."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

import csms.api.app  # noqa: F401 - with it all schemas are read
from csms.api.complaints import words
from csms.api.schemas.common import Input, Moment
from csms.api.texts import check_printable
from csms.said import Said

ODD: tuple[Any, ...] = (
    None, -1, 1.5, 10**30, float("nan"), float("inf"), True, "", "\x00", "\ud800", "x" * 5000, "9" * 5000,
    [], [1] * 5000, {}, {"a": 1}, "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0.0000001",
)  # fmt: skip


class _Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Something(BaseModel):
    value: int


@pytest.mark.parametrize(
    ("wanted", "given", "values"),
    [
        (_Something, {}, {}),
        (_Nothing, {"more": 1}, {}),
        (str, 1, {}),
        (Annotated[str, Field(min_length=1)], "", {"min_length": 1}),
        (Annotated[str, Field(max_length=20)], "x" * 21, {"max_length": 20}),
        (int, [], {}),
        (int, "x", {}),
        (int, 1.5, {}),
        (float, [], {}),
        (float, "x", {}),
        (Decimal, "x", {}),
        (Annotated[float, Field(allow_inf_nan=False)], float("inf"), {}),
        (bool, [], {}),
        (bool, "x", {}),
        (int, "9" * 5000, {}),
        (Decimal, [], {}),
        (Annotated[Decimal, Field(decimal_places=2)], Decimal("0.001"), {"decimal_places": 2}),
        (list[int], "x", {}),
        (Annotated[list[int], Field(min_length=1)], [], {"min_length": 1, "actual_length": 0}),
        (Annotated[list[int], Field(max_length=1)], [1, 2], {"max_length": 1, "actual_length": 2}),
        (dict[str, Any], 1, {}),
        (_Something, 1, {"class_name": "_Something"}),
        (Annotated[str, Field(min_length=1)], "\ud800", {}),
        (Annotated[str, Field(pattern="^a+$")], "b", {"pattern": "'^a+$'"}),
        (Literal["a"], "b", {"expected": "'a'"}),
        (
            Literal["a", "b", "c"],
            "d",
            {"expected": Said("{others} or {last}", {"others": "'a', 'b'", "last": "'c'"})},
        ),
        (UUID, 1, {}),
        (Annotated[int, Field(gt=0)], 0, {"gt": 0}),
        (Annotated[float, Field(ge=-90)], -91, {"ge": -90}),
        (Annotated[float, Field(le=1.5)], 2, {"le": Decimal("1.5")}),
        (Annotated[Decimal, Field(lt=10**13)], 10**13, {"lt": 10**13}),
    ],
)
def test_it_is_a_sentence_with_the_same_english(wanted: Any, given: Any, values: dict[str, Any]) -> None:
    complaint = _complaint(wanted, given)
    sentence = words(complaint)
    assert isinstance(sentence, Said)
    assert (str(sentence), sentence.values) == (complaint["msg"], values)


def test_a_validator_of_ours_says_it_itself() -> None:
    sentence = words(_complaint(Annotated[str, AfterValidator(check_printable)], "a\x00"))
    assert sentence == Said("contains control characters")


@pytest.mark.parametrize(
    ("wanted", "given", "english"),
    [
        (UUID, "x", "Input should be a valid UUID"),
        (Moment, "2026-13-01T00:00:00Z", "Input should be a valid datetime or date"),
    ],
)
def test_what_a_parser_found_is_left_out(wanted: Any, given: str, english: str) -> None:
    complaint = _complaint(wanted, given)
    assert words(complaint) == Said(english)
    assert complaint["msg"].startswith(f"{english}, ")


def test_what_has_no_sentence_stays_english() -> None:
    complaint = _complaint(tuple[int], [1, 2])
    assert words(complaint) == complaint["msg"]


def _bodies(above: type[Input] = Input) -> Iterator[type[Input]]:
    for body in above.__subclasses__():
        yield body
        yield from _bodies(body)


@pytest.mark.parametrize("body", sorted(set(_bodies()), key=str))
def test_every_body_is_complained_of_in_sentences(body: type[Input]) -> None:
    fields = [field.alias or name for name, field in body.model_fields.items()]
    given = [{field: value} for field in fields for odd in ODD for value in (odd, [odd])]
    for one in ({"unknown": 1}, *given):
        assert [
            complaint for complaint in _complaints(body, one) if not isinstance(words(complaint), Said)
        ] == []


def _complaints(wanted: type[Input], given: Any) -> list[Any]:
    try:
        wanted.model_validate(given)
    except ValidationError as refused:
        return list(refused.errors())
    return []


def _complaint(wanted: Any, given: Any) -> Any:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(wanted).validate_python(given)
    return refused.value.errors()[0]
