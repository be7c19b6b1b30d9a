"""From one security profile to a higher one (WP A05). They only rise; an operator may reset them, a charger never."""

from uuid import UUID

from csms.charging.chargers import WITH_PASSWORD
from csms.errors import Conflict
from csms.said import Said, said
from csms.store import sessions
from csms.store.models import Charger, ChargerCertificate, InstalledCertificate

CENTRAL_SYSTEM_ROOT = "CentralSystemRootCertificate"
USABLE = ("issued", "accepted", "in_use")
"""States of a certificate that a charger may come in with (CERT-06)."""


async def check_upgrade(charger: Charger, value: str) -> None:
    """Whether a charger can be told to take this profile. Raises Conflict with what is missing (UPG-01)."""
    if not value.isascii() or not value.isdigit() or int(value) > 3:
        raise Conflict(said("A security profile is 0, 1, 2 or 3."))
    wanted = int(value)
    if wanted <= charger.security_profile:
        raise Conflict(
            said(
                "The charger has security profile {profile} already, and a profile never falls.",
                profile=charger.security_profile,
            )
        )
    if wanted in WITH_PASSWORD and charger.credential is None:
        raise Conflict(said("The charger has no password yet: give it one first."))
    if wanted >= 2:
        await _require_root(charger)
    if wanted == 3:
        await _require_certificate(charger)


async def _require_root(charger: Charger) -> None:
    """Only where the charger has told what it has: nobody knows otherwise."""
    reported = InstalledCertificate.filter(charger_id=charger.id)
    if await reported.exists() and not await reported.filter(use=CENTRAL_SYSTEM_ROOT).exists():
        raise Conflict(said("The charger has no root certificate of the central system: install one first."))


async def _require_certificate(charger: Charger) -> None:
    query = ChargerCertificate.filter(charger_id=charger.id, state__in=("accepted", "in_use"))
    if not await query.exists():
        raise Conflict(said("The charger has no certificate of its own yet: have it ask for one first."))


async def warnings_before_installing(charger_id: UUID, use: str) -> list[Said]:
    """What to think of before a charger gets another root (CERT-07, CERT-08)."""
    warnings = []
    room = await sessions.configured_integer(charger_id, "CertificateStoreMaxLength")
    if room is not None and await InstalledCertificate.filter(charger_id=charger_id).count() >= room:
        warnings.append(said("The charger has room for {room} certificates, and as many.", room=room))
    checks = await sessions.configured_text(charger_id, "AdditionalRootCertificateCheck")
    if use == CENTRAL_SYSTEM_ROOT and checks.casefold() == "true":
        warnings.append(said("The charger takes a new root only if the one that it has has signed it."))
    return warnings


async def check_deletion(charger: Charger, issuer_key_hash: str, serial_number: str) -> None:
    """A charger that needs TLS and loses the last root could never come back (CERT-11). Raises Conflict."""
    if charger.security_profile < 2:
        return
    roots = await InstalledCertificate.filter(charger_id=charger.id, use=CENTRAL_SYSTEM_ROOT)
    last = roots[0] if len(roots) == 1 else None
    if last and (last.issuer_key_hash.casefold(), _number(last.serial_number)) == (
        issuer_key_hash.casefold(),
        _number(serial_number),
    ):
        raise Conflict(
            said("It is the last root that the charger trusts us by: without it, it could never come back.")
        )


def _number(serial: str) -> str:
    return serial.casefold().lstrip("0")
