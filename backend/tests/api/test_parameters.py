"""A query parameter that an address does not have is refused."""

import pytest

from tests.api.conftest import Api


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/api/admin/transactions?charger=1", "charger_id, connector_id, cursor"),
        ("/api/admin/stations?limit=5&serach=a", "cursor, format, id, limit, search, sort, status"),
        ("/api/me?x=1", "takes none"),
    ],
)
async def test_a_typo_does_not_answer_with_everything(api: Api, address: str, hint: str) -> None:
    answer = await api.get(address)
    assert answer.status_code == 422
    assert hint in answer.json()["detail"]
    assert [one["field"] for one in answer.json()["errors"]] in (["charger"], ["serach"], ["x"])
