"""Security events, certificates and profiles of chargers."""

from csms.store.facts.security import (
    CertificateAnswered,
    CertificateRequested,
    CertificateSeen,
    InstalledCertificateAdded,
    InstalledCertificateDeleted,
    InstalledCertificatesReported,
    SecurityEventReported,
    SecurityProfileProposed,
    SecurityProfileSettled,
)
from csms.store.models.base import new_id
from csms.store.statements.session import Session, Sorted

EVENT = """
INSERT INTO security_events (id, charger_id, source, type, critical, detail, occurred_at, received_at, key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (charger_id, key) DO NOTHING
"""
REQUESTED = """
INSERT INTO charger_certificates (id, charger_id, charge_point_id_natural, state, request, common_name, detail,
  requested_at, updated_at)
VALUES ($1, $2, COALESCE((SELECT charge_point_id_natural FROM chargers WHERE id = $2), ''), 'requested', $3, $4, '',
  $5, $5)
"""
ANSWERED = """
UPDATE charger_certificates SET state = $3, updated_at = $4
WHERE charger_id = $1 AND fingerprint = $2 AND state = 'issued'
"""
SEEN = """
UPDATE charger_certificates SET state = 'in_use', updated_at = $3
WHERE charger_id = $1 AND fingerprint = $2 AND state IN ('issued', 'accepted', 'rejected')
"""
SUPERSEDED = """
UPDATE charger_certificates SET state = 'superseded', updated_at = $3
WHERE charger_id = $1 AND fingerprint <> $2 AND state = 'in_use'
"""
FORGET_INSTALLED = "DELETE FROM installed_certificates WHERE charger_id = $1 AND use = $2"
INSTALLED = """
INSERT INTO installed_certificates (id, charger_id, use, hash_algorithm, issuer_name_hash, issuer_key_hash,
  serial_number, reported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
DELETED = """
DELETE FROM installed_certificates WHERE charger_id = $1 AND hash_algorithm = $2 AND LOWER(issuer_name_hash) = LOWER($3)
  AND LOWER(issuer_key_hash) = LOWER($4) AND LOWER(serial_number) = LOWER($5)
"""
PROPOSED = "UPDATE chargers SET pending_security_profile = $2 WHERE id = $1"
SETTLED = """
UPDATE chargers SET security_profile = $2, pending_security_profile = NULL
WHERE id = $1 AND pending_security_profile = $2
"""


async def store(session: Session, facts: Sorted) -> None:
    if events := facts[SecurityEventReported]:
        rows = [
            (
                new_id(),
                e.charger_id,
                e.source,
                e.type,
                e.critical,
                e.detail,
                e.occurred_at,
                e.received_at,
                e.key,
            )
            for e in events
        ]
        await session.run(EVENT, rows)
    await _certificates(session, facts)
    await _installed(session, facts)
    if proposed := facts[SecurityProfileProposed]:
        await session.run(PROPOSED, [(fact.charger_id, fact.profile) for fact in proposed])
    if settled := facts[SecurityProfileSettled]:
        await session.run(SETTLED, [(fact.charger_id, fact.profile) for fact in settled])


async def _certificates(session: Session, facts: Sorted) -> None:
    if requested := facts[CertificateRequested]:
        rows = [(fact.id, fact.charger_id, fact.request, fact.common_name, fact.at) for fact in requested]
        await session.run(REQUESTED, rows)
    for answer in facts[CertificateAnswered]:
        state = "accepted" if answer.accepted else "rejected"
        await session.run(ANSWERED, [(answer.charger_id, answer.fingerprint, state, answer.at)])
    for seen in facts[CertificateSeen]:
        row = (seen.charger_id, seen.fingerprint, seen.at)
        await session.run(SEEN, [row])
        await session.run(SUPERSEDED, [row])


async def _installed(session: Session, facts: Sorted) -> None:
    for report in facts[InstalledCertificatesReported]:
        await session.run(FORGET_INSTALLED, [(report.charger_id, report.use)])
        rows = [
            (new_id(), report.charger_id, report.use, *certificate, report.at)
            for certificate in report.certificates
        ]
        if rows:
            await session.run(INSTALLED, rows)
    for added in facts[InstalledCertificateAdded]:
        await session.run(DELETED, [(added.charger_id, *added.hashes)])
        await session.run(INSTALLED, [(new_id(), added.charger_id, added.use, *added.hashes, added.at)])
    for gone in facts[InstalledCertificateDeleted]:
        hashes = (gone.hash_algorithm, gone.issuer_name_hash, gone.issuer_key_hash, gone.serial_number)
        await session.run(DELETED, [(gone.charger_id, *hashes)])
