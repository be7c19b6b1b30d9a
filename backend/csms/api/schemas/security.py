"""Certificates of chargers, the roots that they trust, and security events."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from csms.api.schemas.commands import Command
from csms.api.schemas.common import Input, Output
from csms.api.schemas.said import Sentence

CertificateState = Literal[
    "requested",
    "signing",
    "issued",
    "accepted",
    "rejected",
    "failed",
    "in_use",
    "superseded",
    "revoked",
]
CertificateSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "state",
    "-state",
    "common_name",
    "-common_name",
    "not_after",
    "-not_after",
    "requested_at",
    "-requested_at",
]
CertificateUse = Literal["CentralSystemRootCertificate", "ManufacturerRootCertificate"]


class SecurityEvent(Output):
    """`source`: the charger told it, or the server saw it. `critical` by the list of the whitepaper."""

    id: str
    charger_id: str
    charge_point_id: str | None
    source: Literal["charger", "server"]
    type: str
    critical: bool
    detail: str | None
    said: Sentence | None
    occurred_at: datetime
    received_at: datetime


class SecurityEventPage(Output):
    items: list[SecurityEvent]
    next_cursor: str | None


class ChargerCertificate(Output):
    """A certificate of a charger, from its request on. `chain` in PEM, `detail`: why it failed, `said` the same as a
    sentence of ours, if it is one.
    """

    id: str
    charger_id: str
    charge_point_id: str | None
    state: CertificateState
    common_name: str
    serial_number: str | None
    fingerprint: str | None
    not_before: datetime | None
    not_after: datetime | None
    chain: str | None
    detail: str | None
    said: Sentence | None
    requested_at: datetime
    updated_at: datetime


class ChargerCertificatePage(Output):
    items: list[ChargerCertificate]
    next_cursor: str | None


class CertificateSummary(Output):
    """`usable`: chargers may come in with them. `ending`: those of them that end within thirty days, or have ended."""

    total: int
    usable: int
    ending: int
    states: dict[CertificateState, int]


class AuthorityRoot(Output):
    """A root by which certificates that we sign are proved, in PEM."""

    common_name: str
    fingerprint: str
    not_after: datetime
    certificate: str


class AuthorityRoots(Output):
    items: list[AuthorityRoot]


class InstalledCertificate(Output):
    """A root that a charger has, by the hashes that it gave."""

    use: str
    hash_algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str
    reported_at: datetime


class InstalledCertificates(Output):
    items: list[InstalledCertificate]


class InstallCertificate(Input):
    """One certificate in PEM."""

    use: CertificateUse
    certificate: Annotated[str, Field(max_length=5500)]


class CertificateInstalled(Output):
    """The command, and what to think of before the charger relies on it; `said` the same as sentences."""

    command: Command
    warnings: list[str]
    said: list[Sentence]
