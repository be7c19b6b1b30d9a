"""A data request, and what comes after it: everything about a person, and then nothing."""

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from csms.store import personal_data
from csms.store.models import IdTag, Reservation, User
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.charging.starts import report
from tests.charging.test_erasure import found
from tests.services.database import at
from tests.store.rows import sample, transaction

USERS = "/api/admin/users"


@pytest.fixture
async def driver(api: Api) -> UUID:
    return (await User.get(email=DRIVER)).id


async def data_of(api: Api, path: str) -> dict[str, Any]:
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    document: dict[str, Any] = json.loads(answer.text, parse_float=Decimal)
    return document


async def test_everything_about_a_person(api: Api, driver: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_data, "AT_ONCE", 1)
    monkeypatch.setattr(personal_data, "SAMPLES_AT_ONCE", 1)
    charger = await api.database.charger()
    await api.database.id_tag("MINE", user_id=driver)
    await api.database.id_tag("ANOTHERS")
    exact = Decimal("123456789012.345678")
    first = await transaction(charger, 1, id_token="MINE", user_id=driver, energy_wh=exact)
    await transaction(charger, 2, id_token="MINE", user_id=driver, started_at=at(60))
    await transaction(charger, 3, id_token="ANOTHERS")
    await sample(first, at(1), "7400.25")
    await sample(first, at(2), "7400.5")
    await api.put(f"{USERS}/{driver}", json={"name": "Ines"})
    headers = await api.signed_in(DRIVER)
    document = await data_of(api, f"{USERS}/{driver}/data")
    assert (document["profile"]["email"], document["profile"]["name"]) == (DRIVER, "Ines")
    assert [tag["id_tag"] for tag in document["id_tags"]] == ["MINE"]
    assert [row["transaction_id"] for row in document["transactions"]] == [2, 1]
    assert document["transactions"][1]["energy_wh"] == exact
    assert [value["value"] for value in document["meter_values"]] == ["7400.25", "7400.5"]
    assert {value["transaction"] for value in document["meter_values"]} == {str(first.id)}
    assert [entry["operation"] for entry in document["audit_entries"]] == ["update_user", "get_user_data"]
    assert len(document["sign_ins"]) == 1
    assert "argon2" not in json.dumps(document, default=str)
    assert EMAIL not in json.dumps(document, default=str), "who did it is somebody else"
    api.headers.update(headers)
    own = await data_of(api, "/api/me/data")
    assert "get_my_data" in [entry["operation"] for entry in own.pop("audit_entries")]
    del document["audit_entries"]
    assert own == document


async def test_reservations_of_a_card_since_it_is_the_persons(api: Api, driver: UUID) -> None:
    charger = await api.database.charger()
    await api.database.id_tag("CARD", user_id=driver)
    for number, hours in ((1, 0), (2, 2)):
        row = await Reservation.create(
            charger_id=charger.id, evse_id=1, ocpp_reservation_id=number, id_token="CARD", id_token_folded="card",
            expires_at=at(hours * 3600), state="used",
        )  # fmt: skip
        await Reservation.filter(id=row.id).update(created_at=at(hours * 3600))
    document = await data_of(api, f"{USERS}/{driver}/data")
    assert [row["reservation_id"] for row in document["reservations"]] == [1, 2]
    await transaction(charger, id_token="CARD", user_id=(await User.get(email=EMAIL)).id, started_at=at(3600))
    document = await data_of(api, f"{USERS}/{driver}/data")
    assert [row["reservation_id"] for row in document["reservations"]] == [2]


async def test_nobody_else_sees_it(api: Api, driver: UUID) -> None:
    assert (await api.get(f"{USERS}/01930000-0000-7000-8000-000000000000/data")).status_code == 404
    headers = await api.signed_in(DRIVER)
    assert (await api.get(f"{USERS}/{driver}/data", headers=headers)).status_code == 403
    assert (await api.get("/api/me/data", headers={"Authorization": ""})).status_code == 401


async def test_forgotten(api: Api, driver: UUID) -> None:
    """After a life of the account over REST and OCPP. Its address is not even in the entry of the erasure."""
    headers = await api.signed_in(DRIVER)
    tag = (await api.post("/api/admin/id-tags", json={"id_tag": "04A1B2C3", "user_id": str(driver)})).json()
    session = await api.database.session()
    await report(api.database, session, token="04a1b2c3", meter=1000)
    path = f"{USERS}/{driver}/erase"
    assert (await api.post(path, json={"email": "somebody@example.com"})).status_code == 422
    assert (await api.post(path, json={"email": DRIVER})).status_code == 409
    (running,) = (await api.get("/api/admin/transactions", params={"state": "active"})).json()["items"]
    await api.post(f"/api/admin/transactions/{running['id']}/force-stop")
    answer = await api.post(path, json={"email": DRIVER})
    assert answer.status_code == 200, answer.text
    erased = answer.json()
    assert (erased["cards"], erased["transactions"]) == (1, 1)
    assert erased["kept"][0]["what"] == "1 record of charging sessions"
    assert await found(DRIVER, "04A1B2C3", str(driver)) == []
    assert not await IdTag.exists(id=tag["id"])
    assert (await api.get("/api/me", headers=headers)).status_code == 401
    kept = (await api.get(f"/api/admin/transactions/{running['id']}")).json()
    assert kept["id_tag"].startswith("erased-")
    assert (kept["meter_start"], kept["state"]) == (1000, "force_closed")
    (entry, *_) = (await api.get("/api/admin/audit", params={"operation": "erase_user"})).json()["items"]
    assert (entry["status"], entry["actor"]["name"], entry["request"]) == (200, EMAIL, {})
    assert (await api.post(path, json={"email": DRIVER})).status_code == 404
