"""`/api/admin/chargers`: registering, passwords that are shown once, simulated stand-ins, deleting."""

from typing import Any

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import Argon2Pool
from csms.store.models import Charger, ConfigurationKey, FirmwareFile
from csms.store.models.base import new_id
from tests.api.conftest import Api
from tests.auth.support import SECRET
from tests.services.database import NOW
from tests.store.rows import connector, transaction

CHARGERS = "/api/admin/chargers"


async def created(api: Api, charge_point_id: str = "CP-0042", **fields: Any) -> dict[str, Any]:
    answer = await api.post(CHARGERS, json={"charge_point_id": charge_point_id, **fields})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def verifies(pool: Argon2Pool, stored: str | None, password: str) -> bool:
    return await ChargerCredentials(SECRET, pool).verify(stored, password.encode())


async def test_the_generated_password_is_shown_once_and_stored_unreadable(api: Api, pool: Argon2Pool) -> None:
    charger = await created(api)
    assert len(charger["password"]) == 40
    assert (charger["online"], charger["registration_status"], charger["connectors"]) == (False, None, [])
    assert "password" not in (await api.get(f"{CHARGERS}/{charger['id']}")).json()
    row = await Charger.get(id=charger["id"])
    assert charger["password"] not in str(row.credential)
    assert await verifies(pool, row.credential, charger["password"])


async def test_an_imported_password_is_the_one_that_is_good(api: Api, pool: Argon2Pool) -> None:
    charger = await created(api, password="old-secret-1")
    assert charger["password"] == "old-secret-1"
    assert await verifies(pool, (await Charger.get(id=charger["id"])).credential, "old-secret-1")


@pytest.mark.parametrize("profile", [0, 3])
async def test_profiles_without_password_get_none(api: Api, profile: int) -> None:
    charger = await created(api, security_profile=profile)
    assert charger["password"] is None
    assert (await Charger.get(id=charger["id"])).credential is None


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "charge_point_id"),
    ({"charge_point_id": ""}, "charge_point_id"),
    ({"charge_point_id": "x" * 256}, "charge_point_id"),
    ({"charge_point_id": "CP\n1"}, "charge_point_id"),
    ({"charge_point_id": "CP\u202e1"}, "charge_point_id"),
    ({"charge_point_id": "CP", "security_profile": 4}, "security_profile"),
    ({"charge_point_id": "CP", "strictness": "nice"}, "strictness"),
    ({"charge_point_id": "CP", "password": "short"}, "password"),
    ({"charge_point_id": "CP", "password": "long enough", "security_profile": 0}, "password"),
    ({"charge_point_id": "CP", "station_id": "0193-nonsense"}, "station_id"),
    ({"charge_point_id": "CP", "station_id": "01930000-0000-7000-8000-000000000000"}, "station_id"),
]


async def test_a_bad_field_is_named_and_nothing_is_stored(api: Api) -> None:
    for body, field in BAD:
        answer = await api.post(CHARGERS, json=body)
        assert answer.status_code == 422, body
        assert [error["field"] for error in answer.json()["errors"]] == [field], body
    assert await Charger.all().count() == 0


async def test_identities_that_differ_in_case_only_are_one(api: Api) -> None:
    await created(api, "CP-0042")
    answer = await api.post(CHARGERS, json={"charge_point_id": "cp-0042"})
    assert answer.status_code == 409
    assert answer.json()["detail"] == (
        "There is a charger CP-0042 already. The names differ only in upper and lower case."
    )


async def test_a_refusal_of_ours_is_a_text_with_values_beside_the_english(api: Api) -> None:
    await created(api, "CP-0042")
    body = (await api.post(CHARGERS, json={"charge_point_id": "CP-0042"})).json()
    said = {"text": "There is a charger {charger} already.", "values": {"charger": "CP-0042"}}
    assert (body["detail"], body["said"]) == ("There is a charger CP-0042 already.", said)
    assert body["errors"] == [{"field": "charge_point_id", "message": body["detail"], "said": said}]


async def test_what_a_schema_complains_of_is_a_text_field_by_field(api: Api) -> None:
    body = (await api.post(CHARGERS, json={})).json()
    assert (body["detail"], body["said"]) == ("charge_point_id: Field required", None)
    said = {"text": "Field required", "values": {}}
    assert body["errors"] == [{"field": "charge_point_id", "message": "Field required", "said": said}]


async def test_put_changes_only_what_is_given(api: Api, pool: Argon2Pool) -> None:
    charger = await created(api, name="Bay 7")
    address = f"{CHARGERS}/{charger['id']}"
    changed = (await api.put(address, json={"strictness": "strict", "password": "another one"})).json()
    assert (changed["strictness"], changed["name"]) == ("strict", "Bay 7")
    assert await verifies(pool, (await Charger.get(id=charger["id"])).credential, "another one")
    assert (await api.put(address, json={"name": None})).json()["name"] is None
    assert (await api.put(address, json={"charge_point_id": "other"})).status_code == 422


async def test_connectors_show_the_session_that_runs_there(api: Api) -> None:
    charger = await api.database.charger(online=True, last_seen_at=NOW)
    await connector(charger.id, 0, "Available")
    await connector(charger.id, 1, "Charging", power_w=11000, soc_percent="41.5")
    await connector(charger.id, 2, "Available", power_w=7000)
    running = await transaction(charger, 18391, energy_wh="1500.5")
    view = (await api.get(f"{CHARGERS}/{charger.id}")).json()
    assert view["status"] == "Available"
    assert view["power_w"] == 11000
    first, second = view["connectors"]
    assert (first["transaction_id"], first["transaction"]) == (18391, str(running.id))
    assert (first["power_w"], first["soc_percent"], first["energy_wh"]) == (11000, 41.5, 1500.5)
    assert (second["transaction_id"], second["power_w"]) == (None, None), (
        "a reading without a session is of the past"
    )


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("online", ["A", "B"]),
        ("offline", ["C"]),
        ("never_connected", ["D"]),
        ("charging", ["A"]),
        ("faulted", ["B"]),
        ("broken", ["B", "C"]),
    ],
)
async def test_the_list_knows_states(api: Api, status: str, found: list[str]) -> None:
    for name, reported in (("A", "Charging"), ("B", "Faulted")):
        charger = await api.database.charger(name, online=True, last_seen_at=NOW)
        await connector(charger.id, 1, reported)
    gone = await api.database.charger("C", last_seen_at=NOW)
    await connector(gone.id, 1, "Faulted")
    await api.database.charger("D")
    page = (await api.get(CHARGERS, params={"status": status})).json()
    assert [item["charge_point_id"] for item in page["items"]] == found


async def test_the_list_is_searched_and_paged(api: Api) -> None:
    for number in range(5):
        await api.database.charger(f"CP-{number}", model="Kestrel" if number % 2 else "Other")
    first = (await api.get(CHARGERS, params={"limit": 2})).json()
    second = (await api.get(CHARGERS, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    names = [item["charge_point_id"] for item in first["items"] + second["items"]]
    assert names == ["CP-0", "CP-1", "CP-2", "CP-3"]
    found = (await api.get(CHARGERS, params={"search": "kestrel"})).json()
    assert [item["charge_point_id"] for item in found["items"]] == ["CP-1", "CP-3"]
    assert found["next_cursor"] is None


async def test_the_list_counts_as_people_do(api: Api) -> None:
    for name in ("CP-10", "CP-9", "cp-1"):
        await created(api, name)
    page = (await api.get(CHARGERS)).json()
    assert [item["charge_point_id"] for item in page["items"]] == ["cp-1", "CP-9", "CP-10"]


async def test_the_list_is_of_those_that_are_asked_for(api: Api) -> None:
    ids = [
        str((await api.database.charger(f"CP-{number}", security_profile=number)).id) for number in range(4)
    ]
    by_id = (await api.get(CHARGERS, params={"id": [ids[2], ids[0]]})).json()
    assert [item["id"] for item in by_id["items"]] == [ids[0], ids[2]]
    by_profile = (await api.get(CHARGERS, params={"security_profile": [0, 1]})).json()
    assert [item["id"] for item in by_profile["items"]] == ids[:2]
    assert (await api.get(CHARGERS, params={"id": ids[:1] * 101})).status_code == 422


async def test_the_list_is_of_those_a_firmware_is_for(api: Api) -> None:
    """What either has not told is no reason against it, as in an update."""
    file: dict[str, Any] = {"file_name": "f.bin", "size": 1, "sha256": "0" * 64, "created_at": NOW}
    ours = await FirmwareFile.create(vendor="Kestrel", model="AC 22", version="3", key="a", **file)
    any_model = await FirmwareFile.create(vendor="KESTREL", key="b", **file)
    kestrel = {"vendor": "kestrel", "model": "AC 22"}
    await api.database.charger("A", **kestrel, firmware_version="2")
    await api.database.charger("B", **kestrel, firmware_version="3")
    await api.database.charger("C", vendor="Kestrel", model="DC 75", firmware_version="2")
    await api.database.charger("D", vendor="Heron", model="AC 22")
    await api.database.charger("E")

    async def found(**params: Any) -> str:
        page = (await api.get(CHARGERS, params=params)).json()
        total = (await api.get(f"{CHARGERS}/summary", params=params)).json()["total"]
        assert total == len(page["items"])
        return "".join(item["charge_point_id"] for item in page["items"])

    assert await found(fits=str(ours.id)) == "ABE"
    assert await found(fits=str(any_model.id)) == "ABCE"
    assert await found(not_running="3") == "ACDE"
    assert await found(fits=str(ours.id), not_running="3") == "AE"
    assert (await api.get(CHARGERS, params={"fits": str(new_id())})).status_code == 404


async def test_a_fleet_in_figures(api: Api) -> None:
    await api.database.charger("A", vendor="V", model="M", firmware_version="1", online=True)
    await api.database.charger("B", vendor="V", model="M", firmware_version="1")
    await api.database.charger("C", security_profile=3)
    alike = {
        "vendor": "V",
        "model": "M",
        "firmware_version": "1",
        "security_profile": 1,
        "total": 2,
        "online": 1,
    }
    untold = dict.fromkeys(("vendor", "model", "firmware_version"))
    assert (await api.get(f"{CHARGERS}/summary")).json() == {
        "total": 3,
        "online": 1,
        "kinds": [alike, {**untold, "security_profile": 3, "total": 1, "online": 0}],
    }
    found = (await api.get(f"{CHARGERS}/summary", params={"online": True})).json()
    assert (found["total"], found["kinds"]) == (1, [{**alike, "total": 1}])
    assert (await api.get(f"{CHARGERS}/summary", params={"search": "nobody"})).json() == {
        "total": 0,
        "online": 0,
        "kinds": [],
    }


async def test_rotation_of_a_charger_that_is_away_keeps_the_old_password_until_it_comes(api: Api) -> None:
    charger = await created(api)
    answer = (await api.post(f"{CHARGERS}/{charger['id']}/rotate-password")).json()
    assert len(answer["password"]) == 40
    assert answer["command"] is None


async def test_rotation_sends_the_new_key_and_never_logs_it(api: Api) -> None:
    charger = await created(api)
    await api.chargers.connect(await Charger.get(id=charger["id"]))
    answer = (await api.post(f"{CHARGERS}/{charger['id']}/rotate-password")).json()
    assert answer["command"]["action"] == "ChangeConfiguration"
    assert api.chargers.orders[0].request["value"] == answer["password"]
    assert answer["password"] not in str(answer["command"])


async def test_a_charger_without_password_has_none_to_rotate(api: Api) -> None:
    charger = await created(api, security_profile=0)
    assert (await api.post(f"{CHARGERS}/{charger['id']}/rotate-password")).status_code == 409


async def test_deleting_keeps_the_transactions_and_their_charger_s_name(api: Api) -> None:
    charger = await api.database.charger("CP-0007")
    ended = await transaction(charger, state="completed", stopped_at=NOW)
    assert (await api.delete(f"{CHARGERS}/{charger.id}")).status_code == 204
    assert (await api.get(f"{CHARGERS}/{charger.id}")).status_code == 404
    kept = (await api.get(f"/api/admin/transactions/{ended.id}")).json()
    assert (kept["charge_point_id"], kept["charger_id"]) == ("CP-0007", str(charger.id))


async def test_deleting_closes_what_the_charger_left_open(api: Api) -> None:
    charger = await api.database.charger()
    running = await transaction(charger)
    assert (await api.delete(f"{CHARGERS}/{charger.id}")).status_code == 204
    assert (await api.get(f"/api/admin/transactions/{running.id}")).json()["state"] == "force_closed"


async def test_a_charger_where_somebody_charges_is_not_deleted(api: Api) -> None:
    charger = await api.database.charger(online=True)
    await transaction(charger)
    answer = await api.delete(f"{CHARGERS}/{charger.id}")
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "A transaction is running at this charger. Stop it first.",
    )


async def test_a_simulated_charge_point_comes_in_with_a_password_of_its_own(
    api: Api, pool: Argon2Pool
) -> None:
    charger = await created(api)
    address = f"{CHARGERS}/{charger['id']}/simulate"
    assert (await api.post(address)).json()["simulated"] is True
    ((charge_point_id, password),) = api.fleet.started.values()
    row = await Charger.get(id=charger["id"])
    assert charge_point_id == "CP-0042"
    assert password is not None
    assert await verifies(pool, row.credential, password)
    assert await verifies(pool, row.pending_credential, charger["password"]), "the real one may still come"

    assert (await api.delete(address)).status_code == 204
    row = await Charger.get(id=charger["id"])
    assert await verifies(pool, row.credential, charger["password"])
    assert (row.pending_credential, row.simulated, api.fleet.started) == (None, False, {})


@pytest.mark.parametrize(
    "columns", [{"online": True}, {"security_profile": 2}, {"pending_credential": "a new one"}]
)
async def test_no_simulation_in_place_of_a_charger_that_is_in_use(api: Api, columns: dict[str, Any]) -> None:
    charger = await api.database.charger(**columns)
    assert (await api.post(f"{CHARGERS}/{charger.id}/simulate")).status_code == 409
    assert api.fleet.started == {}


async def test_configuration_is_what_the_charger_reported(api: Api) -> None:
    charger = await api.database.charger()
    await ConfigurationKey.create(
        charger_id=charger.id,
        key="HeartbeatInterval",
        key_folded="heartbeatinterval",
        value="300",
        reported_at=NOW,
    )
    items = (await api.get(f"{CHARGERS}/{charger.id}/configuration")).json()["items"]
    assert items == [
        {
            "key": "HeartbeatInterval",
            "value": "300",
            "readonly": False,
            "pending_value": None,
            "reported_at": "2026-11-19T12:00:00Z",
            "standard": {
                "type": "integer",
                "profile": "Core",
                "required": True,
                "access": "RW",
                "unit": "s",
                "remark": None,
            },
        }
    ]


@pytest.mark.parametrize("bad", ["nonsense", "01930000-0000-7000-8000-000000000000", "%00", "a" * 65])
async def test_unknown_ids_are_not_found_whatever_they_look_like(api: Api, bad: str) -> None:
    answer = await api.get(f"{CHARGERS}/{bad}")
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"
