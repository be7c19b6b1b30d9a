"""Security of chargers: events, certificates, profiles."""

from datetime import datetime
from uuid import UUID

from csms.store.facts.base import Fact


class SecurityEventReported(Fact, frozen=True, gc=False):
    """A security event; `source` is the charger or ourselves. `key` makes it the same event when it comes again."""

    charger_id: UUID
    source: str
    type: str
    critical: bool
    detail: str
    occurred_at: datetime
    received_at: datetime
    key: str


class CertificateRequested(Fact, frozen=True, gc=False):
    """A charger asked for a certificate, and was told that it will come."""

    id: UUID
    charger_id: UUID
    request: str
    common_name: str
    at: datetime


class CertificateAnswered(Fact, frozen=True, gc=False):
    """A charger took the certificate that was sent to it, or did not. fingerprint: of its leaf."""

    charger_id: UUID
    fingerprint: str
    accepted: bool
    at: datetime


class CertificateSeen(Fact, frozen=True, gc=False):
    """A charger came in with this certificate: the ones before it are void (CERT-06)."""

    charger_id: UUID
    fingerprint: str
    at: datetime


class InstalledCertificatesReported(Fact, frozen=True, gc=False):
    """The roots of one use that a charger has: (algorithm, name hash, key hash, serial number) each."""

    charger_id: UUID
    use: str
    certificates: list[tuple[str, str, str, str]]
    at: datetime


class InstalledCertificateAdded(Fact, frozen=True, gc=False):
    """A charger took a root: (algorithm, name hash, key hash, serial number) as we know them."""

    charger_id: UUID
    use: str
    hashes: tuple[str, ...]
    at: datetime


class InstalledCertificateDeleted(Fact, frozen=True, gc=False):
    """A charger has deleted the root with these hashes, or never had it."""

    charger_id: UUID
    hash_algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str


class SecurityProfileProposed(Fact, frozen=True, gc=False):
    """A charger accepted a higher security profile: both count until it has come in with the new one (UPG-02)."""

    charger_id: UUID
    profile: int


class SecurityProfileSettled(Fact, frozen=True, gc=False):
    """It came in with the new one: the lower is void from now on."""

    charger_id: UUID
    profile: int
