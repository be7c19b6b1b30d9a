"""What a charge point is made of, and which of the field's bad habits it has."""

from msgspec import Struct


class ConnectorType(Struct, frozen=True):
    """One outlet. `phases`: 1 or 3 for alternating current, 0 for direct current."""

    max_power_w: int
    phases: int = 3

    @property
    def is_dc(self) -> bool:
        return self.phases == 0


AC_11 = ConnectorType(11_000)
AC_22 = ConnectorType(22_000)
DC_150 = ConnectorType(150_000, phases=0)


class Habits(Struct, frozen=True):
    """Faults of real firmware that a central system has to survive.

    preparing_info: text of the StatusNotification when a cable is plugged in, over-long in the field (Q16).
    freezes_transaction_id: messages that were queued before the transactionId was known say -1 (Q26).
    sends_hex_password: the hexadecimal text of the AuthorizationKey as password (DEC-8).
    """

    preparing_info: str = ""
    freezes_transaction_id: bool = False
    sends_hex_password: bool = False


class Hardware(Struct, frozen=True):
    """What the type plate says; connector 1 is the first of `connectors`."""

    vendor: str = "Kestrel"
    model: str = "Kestrel AC 22"
    serial_number: str = "K22-0001"
    firmware_version: str = "2.4.1"
    connectors: tuple[ConnectorType, ...] = (AC_22,)
    habits: Habits = Habits()

    @property
    def has_dc(self) -> bool:
        return any(connector.is_dc for connector in self.connectors)
