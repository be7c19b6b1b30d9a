"""What a charge point is made of."""

from msgspec import Struct

from csms.simulator.reach import Reach


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


class Hardware(Struct, frozen=True):
    """What the type plate says; connector 1 is the first of `connectors`.

    habits: names of `quirks` that its firmware has. demands_signatures: it takes no firmware by
    UpdateFirmware, only by SignedUpdateFirmware (FW-03). reach: where it may be sent for files.
    """

    vendor: str = "Kestrel"
    model: str = "Kestrel AC 22"
    serial_number: str = "K22-0001"
    firmware_version: str = "2.4.1"
    connectors: tuple[ConnectorType, ...] = (AC_22,)
    habits: tuple[str, ...] = ()
    demands_signatures: bool = False
    reach: Reach = Reach()

    @property
    def has_dc(self) -> bool:
        return any(connector.is_dc for connector in self.connectors)
