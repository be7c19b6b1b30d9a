"""Verdicts and vendor messages over real sockets, as chargers and their operators see them."""

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import Any

from ocpp.v16 import call  # type: ignore[import-untyped]

from tests.charging.documented import python_of
from tests.charging.verdict_service import listening, response, verdict
from tests.journeys.charger import RawCharger, connected, raw
from tests.journeys.rest import Operator
from tests.journeys.server import STOP_SECONDS, RunningServer
from tests.journeys.test_charging import at, boot

LONG_AGO, FAR_AWAY = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"


async def authorized(charger: RawCharger, tag: str) -> dict[str, Any]:
    """The idTagInfo of an Authorize."""
    info: dict[str, Any] = (await charger.call("Authorize", {"idTag": tag}))[2]["idTagInfo"]
    return info


async def started(charger: RawCharger, tag: str, connector_id: int = 1) -> dict[str, Any]:
    """The answer to a StartTransaction."""
    request = {"connectorId": connector_id, "idTag": tag, "meterStart": 0, "timestamp": at()}
    answer: dict[str, Any] = (await charger.call("StartTransaction", request))[2]
    return answer


async def stopped(charger: RawCharger, number: int, **more: Any) -> dict[str, Any]:
    request = {"transactionId": number, "meterStop": 10, "timestamp": at(), **more}
    answer: dict[str, Any] = (await charger.call("StopTransaction", request))[2]
    return answer


async def test_each_verdict(server: RunningServer, operator: Operator) -> None:
    """AUTH-01, AUTH-03, AUTH-04, START-02, TC_023_1, TC_023_2, TC_023_3: the same to Authorize and StartTransaction."""
    charger = await operator.new_charger()
    group = {"parent_id_tag": "FLEET-7"}
    good = await operator.new_id_tag(**group, expires_at=FAR_AWAY)
    blocked = await operator.new_id_tag(**group, blocked=True)
    expired = await operator.new_id_tag(**group, expires_at=LONG_AGO)
    parent = {"parentIdTag": "FLEET-7"}
    expected: dict[str, dict[str, Any]] = {
        "NOT-REGISTERED": {"status": "Invalid"},
        expired: {"status": "Expired", "expiryDate": LONG_AGO, **parent},
        blocked: {"status": "Blocked", **parent},
        good.swapcase(): {"status": "Accepted", "expiryDate": FAR_AWAY, **parent},
    }
    async with raw(server, charger) as charge_point:
        for tag, info in expected.items():
            assert await authorized(charge_point, tag) == info
            start = await started(charge_point, tag)
            assert start["idTagInfo"] == info
            assert start["transactionId"] > 0
            assert (await stopped(charge_point, start["transactionId"], idTag=tag))["idTagInfo"] == info


async def test_a_group_stops_and_is_never_busy(server: RunningServer, operator: Operator) -> None:
    """AUTH-02, AUTH-05, STOP-04, STOP-05, DEC-5: ConcurrentTx is for a start, which needs no Authorize before it."""
    charger = await operator.new_charger()
    one = await operator.new_id_tag(parent_id_tag="Family", max_active_transactions=1)
    two = await operator.new_id_tag(parent_id_tag="FAMILY")
    async with raw(server, charger) as charge_point:
        first = await started(charge_point, one)
        assert (await authorized(charge_point, one))["status"] == "Accepted"
        second = await started(charge_point, one, connector_id=2)
        assert second["idTagInfo"] == {"status": "ConcurrentTx", "parentIdTag": "Family"}
        info = (await stopped(charge_point, first["transactionId"], idTag=two))["idTagInfo"]
        assert info == {"status": "Accepted", "parentIdTag": "FAMILY"}
        assert await stopped(charge_point, second["transactionId"]) == {}
    transactions = await operator.items("/transactions", charger_id=charger["id"])
    assert [[flag["code"] for flag in one["flags"]] for one in transactions] == [["not_authorized"], []]


async def test_an_unknown_tag_is_adopted(server: RunningServer, operator: Operator) -> None:
    """AUTH-01: the card that did not work works after a click."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        assert (await authorized(charge_point, "Found\u0010Card"))["status"] == "Invalid"
        assert (await started(charge_point, "FOUNDCARD"))["idTagInfo"] == {"status": "Invalid"}
        (found,) = await operator.items("/unknown-tags", search="foundcard")
        assert (found["count"], found["charge_point_id"]) == (2, charger["charge_point_id"])
        body = {"allowed_charger_ids": [charger["id"]]}
        await operator.post(f"/unknown-tags/{found['id']}/adopt", body, HTTPStatus.CREATED)
        assert (await authorized(charge_point, "foundcard"))["status"] == "Accepted"
    assert await operator.items("/unknown-tags", search="foundcard") == []


async def test_a_remote_start_token_is_good_and_not_unknown(
    server: RunningServer, operator: Operator
) -> None:
    """AUTH-06: in Authorize and in StartTransaction."""
    charger = await operator.new_charger()
    async with connected(server, charger) as charge_point:
        await boot(charge_point)
        await operator.post(f"/chargers/{charger['id']}/remote-start", {"id_tag": "APP-TOKEN-1"})
        authorization = await charge_point.call(call.Authorize(id_tag="APP-TOKEN-1"))
        assert authorization.id_tag_info == {"status": "Accepted"}
        request = call.StartTransaction(connector_id=1, id_tag="app-token-1", meter_start=0, timestamp=at())
        start = await charge_point.call(request)
        assert start.id_tag_info == {"status": "Accepted"}
        stop = call.StopTransaction(
            transaction_id=start.transaction_id, id_tag="APP-TOKEN-1", meter_stop=1, timestamp=at()
        )
        assert (await charge_point.call(stop)).id_tag_info == {"status": "Accepted"}
    assert await operator.items("/unknown-tags", search="app-token-1") == []


async def test_vendor_messages(server: RunningServer, operator: Operator) -> None:
    """DT-01, DT-02, TC_064: an unknown vendor's gets no data; the answer to ours is shown, however long it is."""
    charger = await operator.new_charger()
    async with raw(server, charger) as charge_point:
        request = {"vendorId": "com.example", "messageId": "Any", "data": "x" * 50_000}
        assert (await charge_point.call("DataTransfer", request))[2] == {"status": "UnknownVendorId"}
        answer = {"status": "Accepted", "data": "y" * 50_000}
        asked = {"vendorId": "com.acme", "messageId": "Tariff", "data": '{"lang": "de"}'}
        command = asyncio.create_task(operator.command(charger, "DataTransfer", asked))
        _, message_id, action, payload = await charge_point.receive()
        assert (action, payload) == ("DataTransfer", asked)
        await charge_point.send(3, message_id, answer)
        assert (await command)["response"] == answer


async def test_the_external_service_decides(tmp_path: Path, database_url: str) -> None:
    """AUTH-01, AUTH-07: its verdict at the charger; while it is dead, what the fallback says, and a warning."""
    async with listening() as service:
        url = "" if database_url.startswith("sqlite") else database_url
        with RunningServer(
            tmp_path, url, AUTHORIZATION_URL=service.url, AUTHORIZATION_FALLBACK="refuse"
        ) as server:
            async with server.operator() as operator:
                charger, blocked = await operator.new_charger(), await operator.new_id_tag(blocked=True)
                async with raw(server, charger) as charge_point:
                    service.answer = verdict(status="Accepted", parent_id_tag="Roaming", expires_at=FAR_AWAY)
                    info = {"status": "Accepted", "parentIdTag": "Roaming", "expiryDate": FAR_AWAY}
                    assert await authorized(charge_point, "ROAMER") == info
                    assert (await started(charge_point, "ROAMER"))["idTagInfo"] == info
                    assert await authorized(charge_point, blocked) == {"status": "Blocked"}
                    assert [q["purpose"] for q in service.questions] == ["authorize", "start"]
                    service.answer = response(b"", "500 Internal Server Error")
                    assert await authorized(charge_point, "ROAMER") == {"status": "Invalid"}
                metrics = (await operator.client.get("/metrics")).text
            server.stop()
        assert 'csms_authorization_service_questions_total{outcome="failed"} 1.0' in metrics
        assert "the authorization service at 127.0.0.1 failed: HTTP 500" in server.log()
        assert "ROAMER" not in server.log()


# -- plug-ins ----------------------------------------------------------------------------------------------------------


def installed(folder: Path, value: str) -> str:
    """A folder for PYTHONPATH with the plug-in of docs/data-transfer.md, installed with this entry point."""
    info = folder / "site" / "acme_csms-1.0.dist-info"
    info.mkdir(parents=True)
    (info.parent / "acme_csms.py").write_text(python_of("data-transfer.md"))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-csms\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[csms.data_transfer]\nacme = {value}\n")
    return str(info.parent)


async def test_a_plugin_answers(tmp_path: Path) -> None:
    """DT-01, DT-03"""
    with RunningServer(tmp_path, PYTHONPATH=installed(tmp_path, "acme_csms:vendor")) as server:
        async with server.operator() as operator:
            charger = await operator.new_charger(charge_point_id="CP-0001")
            async with raw(server, charger) as charge_point:
                request = {"vendorId": "COM.ACME", "messageId": "gettariff"}
                known = (await charge_point.call("DataTransfer", request))[2]
                other = (await charge_point.call("DataTransfer", {**request, "messageId": "x"}))[2]
        server.stop()
    assert known == {"status": "Accepted", "data": '{"eur_per_kwh": "0.39"}'}
    assert other == {"status": "UnknownMessageId"}


def test_a_bad_plugin_stops_the_start_with_one_line(tmp_path: Path) -> None:
    """DT-03"""
    server = RunningServer(tmp_path, PYTHONPATH=installed(tmp_path, "acme_csms:nothing"))
    server.launch()
    assert server.process.wait(STOP_SECONDS) != 0
    server.assert_clean_log()
    assert "csms.data_transfer: the entry point acme = acme_csms:nothing cannot be loaded" in server.log()
