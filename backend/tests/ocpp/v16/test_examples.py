"""csms.ocpp.v16.examples: one of each, exact."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from csms.ocpp.reading import read
from csms.ocpp.v16 import ACTIONS, encode
from csms.ocpp.v16.examples import EXAMPLES
from csms.ocpp.v16.semantics import check
from tests.ocpp.v16 import oracle

NOW = datetime(2025, 6, 1, tzinfo=UTC)


def test_every_action_has_an_example() -> None:
    assert EXAMPLES.keys() == ACTIONS.keys()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_is_exact_and_comes_back(name: str) -> None:
    action, example = ACTIONS[name], EXAMPLES[name]
    for type_, payload in ((action.request, example.request), (action.response, example.response)):
        text = json.dumps(payload)
        assert oracle.refusals(oracle.schema(type_.__name__), text) == []
        reading = read(type_, text.encode(), received_at=NOW, strict=True)
        assert list(check(reading.value)) == []
        assert json.loads(encode(reading.value), parse_float=Decimal) == json.loads(text, parse_float=Decimal)
