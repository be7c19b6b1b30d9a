"""`/api/me`: one's own cards and sessions, and nobody else's."""

from typing import Any
from uuid import UUID

import pytest

from csms.store.models import User
from tests.api.conftest import DRIVER, Api
from tests.charging.starts import report
from tests.services.database import at
from tests.store.rows import sample, transaction

ME = "/api/me"


@pytest.fixture
async def driver(api: Api) -> UUID:
    """Who asks from here on."""
    api.headers.update(await api.signed_in(DRIVER))
    return (await User.get(email=DRIVER)).id


async def numbers(api: Api, **params: Any) -> list[str]:
    answer = await api.get(f"{ME}/transactions", params=params)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_my_cards(api: Api, driver: UUID) -> None:
    await api.database.id_tag("MINE", user_id=driver)
    await api.database.id_tag("OTHERS")
    (card,) = (await api.get(f"{ME}/id-tags")).json()["items"]
    assert (card["id_tag"], card["blocked"], card["active_transactions"]) == ("MINE", False, 0)
    assert "note" not in card


async def test_a_session_is_whose_the_card_was_when_it_started(api: Api, driver: UUID) -> None:
    """Who gets a card after somebody else does not see where the other one was."""
    session = await api.database.session()
    tag = await api.database.id_tag("CARD", user_id=None)
    await report(api.database, session, token="CARD", meter=1000)
    tag.user_id = driver
    await tag.save()
    await report(api.database, session, token="card", meter=2000, when=at(60), received=at(60))
    (mine,) = (await api.get(f"{ME}/transactions")).json()["items"]
    assert (mine["meter_start"], mine["state"], mine["charge_point_id"]) == (2000, "active", "CP-0001")
    await tag.delete()
    assert await numbers(api) == [mine["id"]], "the history of a card that is gone"


async def test_in_pages_and_by_time(api: Api, driver: UUID) -> None:
    charger = await api.database.charger()
    rows = [
        await transaction(charger, number, user_id=driver, started_at=at(number), state=state)
        for number, state in enumerate(("completed", "completed", "active"))
    ]
    await transaction(charger, 9)
    newest_first = [str(row.id) for row in reversed(rows)]
    assert await numbers(api) == newest_first
    assert await numbers(api, state="active") == newest_first[:1]
    assert await numbers(api, **{"from": at(1).isoformat(), "to": at(2).isoformat()}) == newest_first[1:2]
    page = (await api.get(f"{ME}/transactions", params={"limit": 2})).json()
    assert await numbers(api, cursor=page["next_cursor"]) == newest_first[2:]


async def test_one_of_mine_with_its_samples(api: Api, driver: UUID) -> None:
    row = await transaction(await api.database.charger(), user_id=driver)
    await sample(row, at(60), 7400)
    path = f"{ME}/transactions/{row.id}"
    assert (await api.get(path)).json()["id"] == str(row.id)
    assert "flags" not in (await api.get(path)).json()
    (value,) = (await api.get(f"{path}/meter-values")).json()["items"]
    assert float(value["value"]) == 7400
    assert (await api.get(f"{path}/curve")).json()["points"] != []


@pytest.mark.parametrize("door", ["", "/meter-values", "/curve"])
async def test_what_is_anothers_is_not_there(api: Api, driver: UUID, door: str) -> None:
    """S8: the same answer as for what does not exist."""
    charger = await api.database.charger()
    other = await transaction(charger, user_id=UUID("01930000-0000-7000-8000-000000000001"))
    nobodys = await transaction(charger, 2)
    answers = [
        await api.get(f"{ME}/transactions/{row_id}{door}")
        for row_id in (other.id, nobodys.id, "01930000-0000-7000-8000-000000000000")
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.json()["detail"] for answer in answers}) == 1
