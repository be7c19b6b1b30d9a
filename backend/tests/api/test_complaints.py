"""csms.api.complaints: what schemas complain of, for the reader's language."""

from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from csms.api.complaints import words
from csms.api.texts import check_printable
from csms.said import Said


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
        (list[int], "x", {}),
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


def test_what_has_no_sentence_stays_english() -> None:
    complaint = _complaint(Annotated[list[int], Field(max_length=1)], [1, 2])
    assert words(complaint) == complaint["msg"]


def _complaint(wanted: Any, given: Any) -> Any:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(wanted).validate_python(given)
    return refused.value.errors()[0]
