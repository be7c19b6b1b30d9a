"""`/certificates`: searched, sorted and counted."""

from datetime import timedelta
from uuid import UUID

import pytest

from csms.store.facts.security import CertificateRequested
from csms.store.models import ChargerCertificate
from csms.store.models.base import new_id
from tests.api.conftest import Api
from tests.services.database import NOW, at

PATH = "/api/admin/certificates"


async def requested(api: Api, charger_id: UUID, name: str, seconds: float, **columns: object) -> None:
    """A charger's request, and what has become of it since."""
    fact = CertificateRequested(new_id(), charger_id, "a request", name, at(seconds))
    await api.database.write([fact])
    await ChargerCertificate.filter(id=fact.id).update(**columns)


@pytest.fixture
async def certificates(api: Api) -> None:
    """CP-9 has one that ends soon and one before it; of CP-10's two one was never signed."""
    nine, ten = await api.database.charger("CP-9"), await api.database.charger("CP-10")
    days = timedelta(days=1)
    await requested(api, nine.id, "SN-C", 1, state="superseded", not_after=NOW - days)
    await requested(api, nine.id, "SN-A", 2, state="in_use", not_after=NOW + 29 * days)
    await requested(api, ten.id, "SN-B", 3, state="accepted", not_after=NOW + 30 * days)
    await requested(api, ten.id, "SN-D", 4, state="failed", detail="no key")


async def found(api: Api, sort: str, **params: str) -> list[str]:
    """The names in them, in pages of one."""
    names, cursor = [], ""
    while True:
        asked = {"sort": sort, "limit": "1", **params, **({"cursor": cursor} if cursor else {})}
        page = (await api.get(PATH, params=asked)).json()
        names += [one["common_name"].removeprefix("SN-") for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return names


@pytest.mark.usefixtures("certificates")
async def test_certificates_in_every_order(api: Api) -> None:
    by_charger = await found(api, "charge_point_id")
    assert (sorted(by_charger[:2]), sorted(by_charger[2:])) == (["A", "C"], ["B", "D"])
    assert await found(api, "-charge_point_id") == by_charger[::-1]
    assert await found(api, "not_after") == ["C", "A", "B", "D"]
    assert await found(api, "-not_after") == ["B", "A", "C", "D"]
    assert await found(api, "state") == ["B", "A", "C", "D"]
    assert await found(api, "-state") == ["D", "C", "A", "B"]
    assert await found(api, "common_name") == ["A", "B", "C", "D"]
    assert await found(api, "-common_name") == ["D", "C", "B", "A"]
    assert await found(api, "requested_at") == ["C", "A", "B", "D"]
    latest = (await api.get(PATH)).json()["items"]
    assert [one["common_name"] for one in latest] == ["SN-D", "SN-B", "SN-A", "SN-C"]
    assert (latest[0]["charge_point_id"], latest[0]["detail"]) == ("CP-10", "no key")


@pytest.mark.usefixtures("certificates")
async def test_certificates_by_search_and_filters(api: Api) -> None:
    assert await found(api, "common_name", search="cp-1") == ["B", "D"]
    assert await found(api, "common_name", search="sn-c") == ["C"]
    assert await found(api, "not_after", search="nobody") == []
    assert await found(api, "not_after", usable="true") == ["A", "B"]
    assert await found(api, "not_after", usable="false") == ["C", "D"]
    assert await found(api, "not_after", usable="true", search="cp-10") == ["B"]
    assert await found(api, "not_after", state="in_use") == ["A"]
    assert await found(api, "not_after", state="in_use", usable="false") == []
    (one,) = (await api.get(PATH, params={"state": "failed"})).json()["items"]
    assert await found(api, "-not_after", charger_id=one["charger_id"]) == ["B", "D"]


@pytest.mark.usefixtures("certificates")
async def test_certificates_in_figures(api: Api) -> None:
    """Thirty days before its end a certificate is said to end."""
    api.clock.now = NOW
    figures = (await api.get(f"{PATH}/summary")).json()
    assert figures == {
        "total": 4,
        "usable": 2,
        "ending": 1,
        "states": {"superseded": 1, "in_use": 1, "accepted": 1, "failed": 1},
    }
    api.clock.now = at(1)
    of_one = (await api.get(f"{PATH}/summary", params={"search": "CP-10"})).json()
    assert (of_one["total"], of_one["usable"], of_one["ending"]) == (2, 1, 1)


@pytest.mark.usefixtures("certificates")
async def test_a_cursor_is_of_one_order(api: Api) -> None:
    cursor = (await api.get(PATH, params={"sort": "not_after", "limit": 1})).json()["next_cursor"]
    other = await api.get(PATH, params={"sort": "common_name", "cursor": cursor})
    assert other.status_code == 422
    assert (await api.get(PATH, params={"sort": "chain"})).status_code == 422
    assert (await api.get(PATH, params={"search": "x" * 201})).status_code == 422
