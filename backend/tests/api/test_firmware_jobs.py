"""`/firmware/jobs/{id}/cancel`, `/firmware/{id}/pause` and `/resume`: what is not under way yet is taken back."""

from typing import Any

from csms.store.models import FirmwareFile, Transfer
from csms.store.models.base import new_id
from tests.api.conftest import EMAIL, Api
from tests.services.database import NOW, at


async def job(**columns: Any) -> Transfer:
    values: dict[str, Any] = {"charger_id": new_id(), "kind": "firmware", "state": "waiting"}
    values |= {"created_at": NOW, "updated_at": NOW}
    return await Transfer.create(**(values | columns))


async def test_a_job_is_cancelled_once(api: Api) -> None:
    path = f"/api/admin/firmware/jobs/{(await job()).id}/cancel"
    answer = await api.post(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "cancelled"
    assert answer.json()["detail"] == f"Cancelled by {EMAIL}"
    assert (await api.post(path)).status_code == 409
    assert (await api.post(f"/api/admin/firmware/jobs/{new_id()}/cancel")).status_code == 404
    entries = (await api.get("/api/admin/audit", params={"operation": "cancel_firmware_job"})).json()["items"]
    assert sorted(one["status"] for one in entries) == [200, 404, 409]


async def test_the_same_request_is_answered_again(api: Api) -> None:
    path = f"/api/admin/firmware/jobs/{(await job()).id}/cancel"
    key = {"Idempotency-Key": '"8e03978e-40d5-4f5e-9d0f"'}
    first, again = await api.post(path, headers=key), await api.post(path, headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_what_has_begun_is_not_cancelled(api: Api) -> None:
    path = f"/api/admin/firmware/jobs/{(await job(state='downloading', token_hash='ab')).id}/cancel"
    answer = await api.post(path)
    assert answer.status_code == 409
    assert "The charger has begun" in answer.json()["detail"]


async def test_a_firmware_is_held_back_and_goes_on(api: Api) -> None:
    row = await FirmwareFile.create(file_name="x.bin", key="k", size=1, sha256="00", created_at=NOW)
    path = f"/api/admin/firmware/{row.id}"
    assert (await api.get(path)).json()["paused_at"] is None
    held = (await api.post(f"{path}/pause")).json()["paused_at"]
    assert held
    assert (await api.post(f"{path}/pause")).json()["paused_at"] == held
    assert (await api.post(f"{path}/resume")).json()["paused_at"] is None
    assert (await api.post(f"/api/admin/firmware/{new_id()}/pause")).status_code == 404


async def test_a_rollout_counts_each_charger_by_its_last_job(api: Api) -> None:
    row = await FirmwareFile.create(file_name="x.bin", key="k", size=1, sha256="00", created_at=NOW)
    path = f"/api/admin/firmware/{row.id}/rollout"
    assert (await api.get(path)).json() == {"chargers": 0, "states": []}
    first, second = new_id(), new_id()
    failed = await job(charger_id=first, firmware_id=row.id, state="failed")
    await job(charger_id=second, firmware_id=row.id, state="failed")
    again = await job(charger_id=second, firmware_id=row.id, state="installed", created_at=at(60))
    await job(charger_id=second, firmware_id=new_id(), state="failed", created_at=at(120))
    assert (await api.get(path)).json() == {
        "chargers": 2,
        "states": [{"state": "failed", "count": 1}, {"state": "installed", "count": 1}],
    }

    async def latest(**params: Any) -> list[str]:
        asked = {"firmware_id": str(row.id), "latest": True, **params}
        page = (await api.get("/api/admin/firmware/jobs", params=asked)).json()
        return [one["id"] for one in page["items"]]

    assert await latest() == [str(again.id), str(failed.id)]
    assert await latest(state="failed") == [str(failed.id)]
    assert (await api.get(f"/api/admin/firmware/{new_id()}/rollout")).status_code == 404
