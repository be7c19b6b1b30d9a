"""The Core profile: what a charger may send (OCPP 1.6 section 4)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, cast

from msgspec import UNSET, UnsetType

from csms.charging import authorization, connectors, metering, registration, stops, times, transactions
from csms.charging.authorization import Verdict
from csms.charging.data_transfer import DataTransfers
from csms.charging.session import ChargerSession
from csms.handlers.reply import EMPTY, Handler, Reply
from csms.handlers.v16.data_transfer import DataTransferHandler
from csms.ocpp.v16 import core, encode
from csms.ocpp.v16.types import AuthorizationStatus, IdTagInfo, MeterValue
from csms.store.facts import Fact, Metered, Sample, Series
from csms.store.facts.local_lists import LocalListDisputed
from csms.store.journal import Results

T = TypeVar("T")

RETRY_INTERVAL = 60
"""Seconds until a charger that is not accepted may try again (BOOT-02)."""
SHOWN = 500
"""Characters of a charger's text that are shown; the message log has all of it (Q12, Q16)."""
PARENT_LENGTH = 20
"""Characters that a parentIdTag can have (7.28)."""
NO_TRANSACTION = 2**31


class CoreHandlers:
    """Answers of the central system. heartbeat_interval in seconds, heartbeat_spread: the part of it by which chargers
    may be asked sooner; now: the time for `currentTime`.
    """

    def __init__(
        self,
        *,
        heartbeat_interval: int,
        now: Callable[[], datetime],
        heartbeat_spread: float = 0,
        data_transfers: DataTransfers | None = None,
    ) -> None:
        self._data_transfers = data_transfers or DataTransfers()
        self._heartbeat_interval = heartbeat_interval
        self._heartbeat_spread = heartbeat_spread
        self._now = now

    def table(self) -> dict[str, Handler]:
        return {
            "Authorize": self.authorize,
            "BootNotification": self.boot_notification,
            "DataTransfer": DataTransferHandler(self._data_transfers),
            "Heartbeat": self.heartbeat,
            "MeterValues": meter_values,
            "StartTransaction": start_transaction,
            "StatusNotification": status_notification,
            "StopTransaction": stop_transaction,
        }

    async def boot_notification(
        self, session: ChargerSession, request: core.BootNotificationRequest, received_at: datetime
    ) -> Reply:
        facts = await registration.register(session, _hardware(request), received_at)
        status = cast(core.RegistrationStatus, session.registration_status)
        interval = self._interval(session) if status == "Accepted" else RETRY_INTERVAL
        response = core.BootNotificationResponse(status=status, currentTime=self._now(), interval=interval)
        return Reply(encode(response), facts)

    def _interval(self, session: ChargerSession) -> int:
        return registration.heartbeat_interval(
            self._heartbeat_interval, session.charge_point_id, spread=self._heartbeat_spread
        )

    def heartbeat(
        self, session: ChargerSession, request: core.HeartbeatRequest, received_at: datetime
    ) -> Reply:
        # Written here and not by the encoder: it is the most frequent answer there is (HB-01).
        return Reply(b'{"currentTime":"%b"}' % self._now().strftime("%Y-%m-%dT%H:%M:%SZ").encode())

    async def authorize(
        self, session: ChargerSession, request: core.AuthorizeRequest, received_at: datetime
    ) -> Reply:
        verdict = await authorization.authorize(session, request.idTag, at=received_at, now=received_at)
        unknown = authorization.unknown(session, request.idTag, verdict, received_at)
        return Reply(encode(core.AuthorizeResponse(idTagInfo=_id_tag_info(verdict, received_at))), unknown)


def _hardware(request: core.BootNotificationRequest) -> registration.Hardware:
    return registration.Hardware(
        vendor=request.chargePointVendor[:SHOWN],
        model=request.chargePointModel[:SHOWN],
        serial_number=_text(request.chargePointSerialNumber),
        box_serial_number=_text(request.chargeBoxSerialNumber),
        firmware_version=_text(request.firmwareVersion),
        iccid=_text(request.iccid),
        imsi=_text(request.imsi),
        meter_type=_text(request.meterType),
        meter_serial_number=_text(request.meterSerialNumber),
    )


def _given(value: T | UnsetType) -> T | None:
    return None if value is UNSET else value


def _text(value: str | UnsetType) -> str | None:
    """Text that means something; many chargers send "" or "null" for nothing (Q18)."""
    return None if value is UNSET or value in ("", "null") else str(value)[:SHOWN]


def _id_tag_info(verdict: Verdict, now: datetime) -> IdTagInfo:
    """A past expiry never goes with Accepted, as it would for a start from before it (AUTH-04, DEC-4).

    A parent that is too long is not told: cut off, it would be that of others too (AUTH-03).
    """
    info = IdTagInfo(status=cast(AuthorizationStatus, verdict.status))
    if verdict.expires_at is not None and (verdict.expires_at > now or verdict.status != "Accepted"):
        info.expiryDate = verdict.expires_at
    if verdict.parent is not None and len(verdict.parent) <= PARENT_LENGTH:
        info.parentIdTag = verdict.parent
    return info


def status_notification(
    session: ChargerSession, request: core.StatusNotificationRequest, received_at: datetime
) -> Reply:
    status = connectors.Status(
        evse_id=request.connectorId,
        status=request.status,
        error_code=request.errorCode,
        info=_text(request.info),
        vendor_id=_text(request.vendorId),
        vendor_error_code=_text(request.vendorErrorCode),
        occurred_at=_given(request.timestamp),
        received_at=received_at,
    )
    fact = connectors.report(session, status)
    facts: tuple[Fact, ...] = (fact,) if fact else ()
    if request.errorCode == "LocalListConflict":
        facts += (LocalListDisputed(session.charger_id, received_at),)  # STAT-09
    return Reply(EMPTY, facts)


def meter_values(
    session: ChargerSession, request: core.MeterValuesRequest, received_at: datetime
) -> Reply | Awaitable[Reply]:
    """METER-01: always answered; what belongs to no transaction is kept with its connector."""
    number = _number(request.transactionId)
    samples = _samples(request.meterValue, received_at)
    evse_id = _evse_id(request.connectorId)
    fact = metering.meter(session, evse_id, number, samples, received_at)
    if isinstance(fact, Metered):
        return _metered(fact)
    return _metered_later(fact)


def _evse_id(connector_id: int) -> int:
    """A connector that cannot be is the charger as a whole: the message is kept all the same (START-01)."""
    return connector_id if 0 <= connector_id <= connectors.LARGEST_EVSE else 0


def _metered(fact: Metered) -> Reply:
    """Samples under a number that is of no transaction wait for it; without a number they are their connector's."""
    stray = fact.transaction_id is None and fact.ocpp_transaction_id is not None
    return Reply(EMPTY, (fact,), "quarantined" if stray else "applied")


async def _metered_later(fact: Awaitable[Metered]) -> Reply:
    return _metered(await fact)


def _number(number: int | UnsetType) -> str | None:
    """0, negative and beyond 32 bits mean "no transaction" (Q26, Q27)."""
    if number is UNSET or not 0 < number < NO_TRANSACTION:
        return None
    return str(number)


def _samples(values: list[MeterValue], received_at: datetime) -> list[Sample]:
    samples = []
    for value in values:
        at = times.effective(value.timestamp, received_at)
        for one in value.sampledValue:
            series = _series(one.context, one.measurand, one.phase, one.location, one.unit, one.format)
            samples.append(metering.sample(series, one.value, at))
    return samples


@lru_cache(maxsize=4096)
def _series(*said: str | UnsetType) -> Series:
    """The series of a sample, from what is said of it, in the order of `series_of`."""
    return metering.series_of(*map(_given, said))


async def start_transaction(
    session: ChargerSession, request: core.StartTransactionRequest, received_at: datetime
) -> Reply:
    """START-01: always a number and a verdict."""
    report = transactions.Start(
        evse_id=_evse_id(request.connectorId),
        token=request.idTag,
        meter_start=metering.register_reading(Decimal(request.meterStart)),
        occurred_at=request.timestamp,
        received_at=received_at,
        reservation=None if request.reservationId is UNSET else str(request.reservationId)[:36],
        time_told=request.timestamp is not received_at,
    )
    decision = await transactions.start(session, report)
    payload = _started(decision.number, decision.verdict, received_at)
    if decision.duplicate:
        return Reply(payload, (), "duplicate")
    return Reply(
        payload,
        decision.facts,
        "applied",
        lambda results: _settled(session, decision, results, payload, received_at),
    )


def _started(number: str, verdict: Verdict, now: datetime) -> bytes:
    info = _id_tag_info(verdict, now)
    return encode(core.StartTransactionResponse(idTagInfo=info, transactionId=int(number)))


def _settled(
    session: ChargerSession,
    decision: transactions.StartDecision,
    results: Results,
    payload: bytes,
    now: datetime,
) -> bytes:
    """Another socket stored the same start first: its number is the answer (START-04). Or another start was first
    to take the tag's last place (START-05)."""
    stored = results.starts[decision.fact_id] if decision.fact_id else None
    if stored is None or (not stored.duplicate and stored.authorization_status == decision.verdict.status):
        return payload
    if stored.duplicate:
        session.renumber(decision.number, stored.id, stored.ocpp_transaction_id)
    else:
        transactions.no_room(session, decision.number)
    verdict = replace(decision.verdict, status=stored.authorization_status)
    return _started(stored.ocpp_transaction_id, verdict, now)


async def stop_transaction(
    session: ChargerSession, request: core.StopTransactionRequest, received_at: datetime
) -> Reply:
    """STOP-01: always answered; a stop without reason was Local (STOP-03)."""
    report = stops.Stop(
        number=str(request.transactionId),
        token=_text(request.idTag),
        meter_stop=metering.register_reading(Decimal(request.meterStop)),
        occurred_at=request.timestamp,
        received_at=received_at,
        reason="Local" if request.reason is UNSET else request.reason,
        samples=[] if request.transactionData is UNSET else _samples(request.transactionData, received_at),
        time_told=request.timestamp is not received_at,
    )
    decision = await stops.stop(session, report)
    info = UNSET if decision.verdict is None else _id_tag_info(decision.verdict, received_at)
    ledger = "quarantined" if decision.quarantined else "applied"
    return Reply(encode(core.StopTransactionResponse(idTagInfo=info)), decision.facts, ledger)
