"""The tables that lists are downloaded as: the fields of their REST resources, flat."""

from typing import NamedTuple


class Table(NamedTuple):
    """name: of the file and of the sheet."""

    name: str
    columns: tuple[str, ...]


def _table(name: str, columns: str) -> Table:
    return Table(name, tuple(columns.split()))


ID_TAGS = _table(
    "id-tags",
    """id id_tag parent_id_tag blocked expires_at max_active_transactions allowed_station_ids allowed_charger_ids
    user_id note created_at updated_at active_transactions last_used_at""",
)
TRANSACTIONS = _table(
    "transactions",
    """id transaction_id external_id charger_id charge_point_id connector_id station_id station_name id_tag
    parent_id_tag meter_start meter_stop energy_wh max_power_w soc_percent started_at stopped_at stop_reason state
    flags""",
)
CHARGERS = _table(
    "chargers",
    """id charge_point_id name station_id station_name vendor model serial_number firmware_version ocpp_version
    security_profile strictness blocked registration_policy registration_status status online online_since
    offline_since last_seen_at last_boot_at address simulated created_at connectors""",
)
STATIONS = _table(
    "stations",
    """id name address latitude longitude power_limit_w note created_at updated_at chargers_total chargers_online
    chargers_never_connected connectors_total connectors_available connectors_charging connectors_faulted power_w""",
)
USERS = _table("users", "id email name role banned email_confirmed_at last_sign_in_at created_at updated_at")
RESERVATIONS = _table(
    "reservations",
    """id charger_id charge_point_id connector_id reservation_id id_tag parent_id_tag expires_at state detail
    transaction conflict command created_at updated_at ended_at""",
)
METER_VALUES = _table("meter-values", "timestamp context measurand phase location unit value raw")
