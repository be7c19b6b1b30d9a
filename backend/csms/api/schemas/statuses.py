"""The history of what connectors said of themselves."""

from datetime import datetime

from csms.api.schemas.common import Output


class ConnectorStatus(Output):
    """One StatusNotification. `connector_id` 0 is the charger as a whole.

    `occurred_at`: by the charger's clock, where that can be; `applied`: whether it became the current status. One that
    is older than the status shown does not, nor one that came over a connection that was replaced. `unplugged`: the
    cable has left the car.
    """

    id: str
    connector_id: int
    status: str
    error_code: str
    info: str | None
    vendor_id: str | None
    vendor_error_code: str | None
    occurred_at: datetime
    received_at: datetime
    applied: bool
    unplugged: bool


class ConnectorStatusPage(Output):
    items: list[ConnectorStatus]
    next_cursor: str | None
