"""Its handlers, as the documentation of the `ocpp` package shows them."""

from datetime import UTC, datetime
from typing import Any

from ocpp.routing import on  # type: ignore[import-untyped]
from ocpp.v16 import ChargePoint, call_result  # type: ignore[import-untyped]
from ocpp.v16.datatypes import IdTagInfo  # type: ignore[import-untyped]
from ocpp.v16.enums import Action, AuthorizationStatus, RegistrationStatus  # type: ignore[import-untyped]

from benchmarks.yardstick.models import ChargePointRow, ConnectorStatus, MeterValues, Transaction


def _now() -> str:
    return datetime.now(UTC).isoformat()


class UsualChargePoint(ChargePoint):  # type: ignore[misc] # the package has no types
    """One connected charger."""

    @on(Action.boot_notification)  # type: ignore[untyped-decorator]
    async def on_boot(self, charge_point_vendor: str, charge_point_model: str, **_: Any) -> Any:
        hardware = {"vendor": charge_point_vendor, "model": charge_point_model}
        await ChargePointRow.update_or_create(hardware, identity=self.id)
        return call_result.BootNotification(
            current_time=_now(), interval=300, status=RegistrationStatus.accepted
        )

    @on(Action.heartbeat)  # type: ignore[untyped-decorator]
    async def on_heartbeat(self) -> Any:
        return call_result.Heartbeat(current_time=_now())

    @on(Action.status_notification)  # type: ignore[untyped-decorator]
    async def on_status(self, connector_id: int, error_code: str, status: str, **_: Any) -> Any:
        await ConnectorStatus.create(identity=self.id, connector_id=connector_id, status=status)
        return call_result.StatusNotification()

    @on(Action.start_transaction)  # type: ignore[untyped-decorator]
    async def on_start(
        self, connector_id: int, id_tag: str, meter_start: int, timestamp: str, **_: Any
    ) -> Any:
        transaction = await Transaction.create(
            identity=self.id,
            connector_id=connector_id,
            id_tag=id_tag,
            meter_start=meter_start,
            started_at=datetime.fromisoformat(timestamp),
        )
        return call_result.StartTransaction(
            transaction_id=transaction.id, id_tag_info=IdTagInfo(status=AuthorizationStatus.accepted)
        )

    @on(Action.meter_values)  # type: ignore[untyped-decorator]
    async def on_meter_values(
        self,
        connector_id: int,
        meter_value: list[dict[str, Any]],
        transaction_id: int | None = None,
        **_: Any,
    ) -> Any:
        await MeterValues.create(
            identity=self.id, connector_id=connector_id, transaction_id=transaction_id, values=meter_value
        )
        return call_result.MeterValues()

    @on(Action.stop_transaction)  # type: ignore[untyped-decorator]
    async def on_stop(self, meter_stop: int, timestamp: str, transaction_id: int, **_: Any) -> Any:
        transaction = Transaction.filter(id=transaction_id)
        await transaction.update(meter_stop=meter_stop, stopped_at=datetime.fromisoformat(timestamp))
        return call_result.StopTransaction()
