"""csms.charging.security_profiles, .certificates and .security_events, on both databases."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from csms.auth.certificate_authority import Issued, SigningFailed
from csms.charging.certificates import ABANDONED, Certificates, certificate_name, proves
from csms.charging.security_events import CRITICAL, STANDARD, noticed, report
from csms.charging.security_profiles import check_deletion, check_upgrade, warnings_before_installing
from csms.errors import Conflict, NotFound
from csms.gateway.door import ClientCertificate
from csms.realtime.memory import MemoryBroker
from csms.store.facts.security import (
    CertificateAnswered,
    CertificateRequested,
    CertificateSeen,
    InstalledCertificateAdded,
    InstalledCertificateDeleted,
    InstalledCertificatesReported,
    SecurityProfileProposed,
    SecurityProfileSettled,
)
from csms.store.models import (
    Charger,
    ChargerCertificate,
    ConfigurationKey,
    InstalledCertificate,
    SecurityEvent,
)
from csms.store.models.base import new_id
from tests.services.announcing import silent
from tests.services.database import NOW, Database, at

ROOT = ("SHA256", "aa", "bb", "01")
USE = "CentralSystemRootCertificate"


async def configured(charger: Charger, **values: str) -> None:
    for key, value in values.items():
        await ConfigurationKey.create(charger_id=charger.id, key=key, key_folded=key.casefold(), value=value)


async def certificate(charger: Charger, state: str, **columns: Any) -> ChargerCertificate:
    dated: dict[str, Any] = {"requested_at": NOW, "updated_at": NOW, "common_name": "S1", **columns}
    return await ChargerCertificate.create(charger_id=charger.id, state=state, **dated)


# Profiles


@pytest.mark.parametrize(
    ("now", "wanted", "reason"),
    [
        (1, "1", "never falls"),
        (2, "1", "never falls"),
        (1, "4", "0, 1, 2 or 3"),
        (1, "-1", "0, 1, 2 or 3"),
        (1, "two", "0, 1, 2 or 3"),
        (0, "1", "no password"),
        (1, "3", "no certificate of its own"),
    ],
)
async def test_upgrades_that_lack_something(database: Database, now: int, wanted: str, reason: str) -> None:
    """UPG-01, SEC-02"""
    charger = await database.charger(security_profile=now, credential="x" if now else None)
    with pytest.raises(Conflict, match=reason):
        await check_upgrade(charger, wanted)


async def test_upgrades_that_may_be_sent(database: Database) -> None:
    """UPG-01: a root is asked for only where the charger has told which it has."""
    charger = await database.charger(security_profile=1, credential="x")
    await check_upgrade(charger, "2")
    await database.write(
        [InstalledCertificatesReported(charger.id, "ManufacturerRootCertificate", [ROOT], NOW)]
    )
    with pytest.raises(Conflict, match="no root certificate"):
        await check_upgrade(charger, "2")
    await database.write([InstalledCertificatesReported(charger.id, USE, [ROOT], NOW)])
    await check_upgrade(charger, "2")
    await certificate(charger, "accepted")
    await check_upgrade(charger, "3")


async def test_both_profiles_count_until_the_new_one_was_used(database: Database) -> None:
    """UPG-02: another one that was proposed meanwhile is not settled by it."""
    charger = await database.charger(security_profile=1)
    await database.write([SecurityProfileProposed(charger.id, 2)])
    await database.write([SecurityProfileSettled(charger.id, 3)])
    await charger.refresh_from_db()
    assert (charger.security_profile, charger.pending_security_profile) == (1, 2)
    await database.write([SecurityProfileSettled(charger.id, 2)])
    await charger.refresh_from_db()
    assert (charger.security_profile, charger.pending_security_profile) == (2, None)


# Roots


async def test_roots_are_mirrored(database: Database) -> None:
    """CERT-09, CERT-10, CERT-11: a list replaces what was known; hexadecimal is compared without case."""
    charger = await database.charger()
    await database.write([InstalledCertificateAdded(charger.id, USE, ROOT, NOW)])
    await database.write(
        [InstalledCertificatesReported(charger.id, USE, [ROOT, ("SHA256", "AA", "CC", "02")], NOW)]
    )
    assert await InstalledCertificate.all().count() == 2
    await database.write([InstalledCertificateDeleted(charger.id, "SHA256", "AA", "cc", "02")])
    assert await InstalledCertificate.all().values_list("serial_number", flat=True) == ["01"]
    await database.write([InstalledCertificatesReported(charger.id, USE, [], NOW)])
    assert await InstalledCertificate.all().count() == 0


async def test_the_last_root_is_not_deleted_by_accident(database: Database) -> None:
    """CERT-11"""
    charger = await database.charger(security_profile=2)
    await database.write([InstalledCertificatesReported(charger.id, USE, [ROOT], NOW)])
    with pytest.raises(Conflict, match="never come back"):
        await check_deletion(charger, "BB", "0001")
    await check_deletion(charger, "cc", "01")
    await database.write(
        [InstalledCertificatesReported(charger.id, USE, [ROOT, ("SHA256", "aa", "cc", "02")], NOW)]
    )
    await check_deletion(charger, "bb", "01")
    charger.security_profile = 1
    await database.write([InstalledCertificatesReported(charger.id, USE, [ROOT], NOW)])
    await check_deletion(charger, "bb", "01")


async def test_what_to_think_of_before_installing(database: Database) -> None:
    """CERT-07, CERT-08"""
    charger = await database.charger()
    assert await warnings_before_installing(charger.id, USE) == []
    await configured(charger, AdditionalRootCertificateCheck="True", CertificateStoreMaxLength="1")
    await database.write([InstalledCertificatesReported(charger.id, USE, [ROOT], NOW)])
    room, signed = await warnings_before_installing(charger.id, USE)
    assert "room for 1" in str(room)
    assert "signed" in str(signed)
    assert len(await warnings_before_installing(charger.id, "ManufacturerRootCertificate")) == 1


# Certificates


class Authority:
    """Signs, or does not."""

    def __init__(self, failure: str = "", chain: str = "PEM") -> None:
        self.failure = failure
        self.chain = chain
        self.signed: list[str] = []

    async def sign(self, request_pem: str, common_name: str, organisation: str) -> Issued:
        if self.failure:
            raise SigningFailed(self.failure)
        self.signed.append(common_name)
        return Issued(self.chain, "01", f"f{len(self.signed)}", NOW, at(86400))

    def roots(self) -> list[Any]:
        return []


class Commands:
    """Remembers what was sent."""

    def __init__(self, refuse: bool = False) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.refuse = refuse

    async def send(
        self, charger_id: UUID, action: str, request: dict[str, Any], requested_by: str, **more: Any
    ) -> UUID:
        if self.refuse:
            raise Conflict("Not now.")
        self.sent.append((action, request))
        return new_id()


def certificates(authority: Authority, commands: Commands) -> Certificates:
    return Certificates(
        commands,  # type: ignore[arg-type] # plays one
        authority,
        silent(MemoryBroker()),
        organisation="Hafenstrom",
        now=lambda: NOW,
    )


async def requested(database: Database) -> CertificateRequested:
    charger = await database.charger()
    fact = CertificateRequested(new_id(), charger.id, "CSR", "S1", NOW)
    await database.write([fact])
    return fact


async def test_it_is_signed_and_sent_once(database: Database) -> None:
    """CERT-01: also when two processes hear of it."""
    fact, authority, commands = await requested(database), Authority(), Commands()
    signer = certificates(authority, commands)
    await signer.requested(fact)
    await signer.requested(fact)
    assert (authority.signed, commands.sent) == (
        ["S1"],
        [("CertificateSigned", {"certificateChain": "PEM"})],
    )
    assert (await ChargerCertificate.get(id=fact.id)).state == "issued"


@pytest.mark.parametrize(
    ("authority", "refuse", "reason"),
    [
        (Authority(failure="no paper"), False, "no paper"),
        (Authority(chain="x" * 10_001), False, "10001 characters"),
        (Authority(), True, "Not now"),
    ],
)
async def test_a_failure_is_for_the_operator(
    database: Database, authority: Authority, refuse: bool, reason: str
) -> None:
    """CERT-01, CERT-04: nobody tries again by himself."""
    fact, commands = await requested(database), Commands(refuse)
    signer = certificates(authority, commands)
    await signer.requested(fact)
    await signer.make_up()
    row = await ChargerCertificate.get(id=fact.id)
    assert (row.state, reason in row.detail, commands.sent) == ("failed", True, [])


async def test_what_a_crash_has_left_is_made_up_for(database: Database) -> None:
    """CERT-01"""
    fact, authority = await requested(database), Authority()
    stale = NOW - ABANDONED - timedelta(seconds=1)
    charger = await Charger.get(id=fact.charger_id)
    abandoned = await certificate(charger, "signing")
    await ChargerCertificate.all().update(updated_at=stale)
    await certificates(authority, Commands()).make_up()
    assert (await ChargerCertificate.get(id=fact.id)).state == "issued"
    assert (await ChargerCertificate.get(id=abandoned.id)).state == "failed"


async def test_a_chain_fits_the_charger(database: Database) -> None:
    """CERT-04: CertificateSignedMaxChainSize."""
    fact = await requested(database)
    await configured(await Charger.get(id=fact.charger_id), CertificateSignedMaxChainSize="2")
    await certificates(Authority(), Commands()).requested(fact)
    assert (await ChargerCertificate.get(id=fact.id)).state == "failed"


async def test_from_issued_to_superseded(database: Database) -> None:
    """CERT-06, CERT-05: rejected by its word and used all the same is in use."""
    charger = await database.charger()
    one = await certificate(charger, "issued", fingerprint="f1")
    two = await certificate(charger, "issued", fingerprint="f2")
    await database.write([CertificateAnswered(charger.id, "f1", True, NOW)])
    await database.write([CertificateAnswered(charger.id, "f2", False, NOW)])
    states = [(await ChargerCertificate.get(id=row.id)).state for row in (one, two)]
    assert states == ["accepted", "rejected"]
    await database.write([CertificateSeen(charger.id, "f1", NOW)])
    await database.write([CertificateSeen(charger.id, "f2", NOW)])
    states = [(await ChargerCertificate.get(id=row.id)).state for row in (one, two)]
    assert states == ["superseded", "in_use"]


async def test_a_certificate_is_of_one_charger(database: Database) -> None:
    """TLS-05: by its name, our name, and whose it is; one of a foreign authority by its names alone."""
    charger = await database.charger(serial_number="S1")
    other = await database.charger("CP-2", serial_number="S1")
    await certificate(other, "in_use", fingerprint="f1")
    await certificate(charger, "superseded", fingerprint="f2")
    await certificate(charger, "in_use", fingerprint="f3")
    assert certificate_name(charger) == "S1"

    async def good(
        name: str = "S1", organisation: str = "Us", fingerprint: str = "f9", of: str = "Us"
    ) -> bool:
        return await proves(charger, ClientCertificate(name, organisation, fingerprint), of)

    assert await good()
    assert await good(fingerprint="f3")
    assert await good(organisation="Them", of="")
    assert not await good(name="s1")
    assert not await good(organisation="Them")
    assert not await good(fingerprint="f1")
    assert not await good(fingerprint="f2")


async def test_revoking_and_renewing(database: Database) -> None:
    """CERT-05, TLS-06"""
    charger, commands = await database.charger(), Commands()
    signer = certificates(Authority(), commands)
    row = await certificate(charger, "in_use", fingerprint="f1")
    assert await signer.revoke(row.id) == charger.id
    assert (await ChargerCertificate.get(id=row.id)).state == "revoked"
    with pytest.raises(Conflict):
        await signer.revoke((await certificate(charger, "requested")).id)
    with pytest.raises(NotFound):
        await signer.revoke(new_id())
    await signer.renew(charger.id, "ines")
    assert [action for action, _ in commands.sent] == ["ChangeConfiguration", "ExtendedTriggerMessage"]


# Events


async def test_an_event_is_kept_once(database: Database) -> None:
    """EVT-01: its delivery is guaranteed, so it comes again; another time or text is another event."""
    charger = await database.charger()
    for kind, detail, seconds in (("A", "x", 0), ("A", "x", 0), ("A", "y", 0), ("A", "x", 5), ("B", "x", 0)):
        await database.write([report(charger.id, kind, detail, at(-seconds), NOW)])
    await database.write([noticed(charger.id, "A", "x", NOW)])
    assert await SecurityEvent.all().count() == 5


def test_the_standard_list() -> None:
    """EVT-02"""
    assert (len(STANDARD), len(CRITICAL)) == (18, 7)
    assert report(new_id(), "TamperDetectionActivated", "", NOW, NOW).critical
    assert not report(new_id(), "x" * 900, "y" * 9000, at(1e9), NOW).critical
