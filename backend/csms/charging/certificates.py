"""Certificates of chargers: asked for, signed by an authority, sent, taken (WP A02, A03).

requested --> signing --> issued --> accepted --> in_use --> superseded        rejected: the charger did not take it
                 `----> failed                                                revoked: an operator took it back

The charger is answered at once; it is signed and sent afterwards. A failure is for the operator: nobody tries again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from cryptography import x509

from csms.auth.certificate_authority import CertificateAuthority, SigningFailed, fingerprint
from csms.auth.certificate_requests import UnacceptableRequest, read_request, require_subject
from csms.charging.announcer import Announcer
from csms.charging.commands import Commands
from csms.charging.session import ChargerSession
from csms.errors import Conflict, NotFound, Problem
from csms.said import Said, said
from csms.store import sessions, stored_words
from csms.store.facts.security import CertificateRequested
from csms.store.models import Charger, ChargerCertificate
from csms.store.models.base import new_id

log = logging.getLogger(__name__)

SENDER = "certificates"
DELIVERY = timedelta(days=7)
"""How long a certificate waits for a charger that is offline."""
ABANDONED = timedelta(minutes=5)
"""A request that is being signed for longer belonged to a process that is gone."""
LONGEST_CHAIN = 10_000
"""Characters (WP 5.1); a charger may take fewer (CertificateSignedMaxChainSize)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`fact` when the request is taken; otherwise `reason`, for the operator."""

    fact: CertificateRequested | None
    reason: str = ""


class ShownCertificate(Protocol):
    """What a charger has shown at the door."""

    @property
    def common_name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


async def judge(session: ChargerSession, request: str, organisation: str, now: datetime) -> Judgement:
    """Whether a request to sign is taken (CERT-01, CERT-02). organisation: O of all our chargers; "" for any."""
    charger = await sessions.charger(session.charger_id)
    if charger is None:
        return Judgement(None, stored_words.CHARGER_GONE)
    name = certificate_name(charger)
    try:
        require_subject(read_request(request).subject, name, organisation)
    except UnacceptableRequest as refused:
        log.warning("%s: its certificate request is refused: %s", session.charge_point_id, refused)
        return Judgement(None, str(refused))
    return Judgement(CertificateRequested(new_id(), session.charger_id, request, name, now))


def certificate_name(charger: Charger) -> str:
    """The CN that this charger's certificate must have (TLS-05)."""
    return charger.certificate_cn or charger.serial_number or charger.charge_point_id


def leaf_fingerprint(chain: str) -> str | None:
    """Of the first certificate of a chain; None for what is none."""
    try:
        return fingerprint(x509.load_pem_x509_certificate(chain.encode()))
    except ValueError:
        return None


async def proves(charger: Charger, shown: ShownCertificate, organisation: str) -> bool:
    """Whether a certificate, which TLS has proved to its root, is this charger's (TLS-05, CERT-06)."""
    if shown.common_name != certificate_name(charger):
        return False
    if organisation and shown.organisation != organisation:
        return False
    ours = await ChargerCertificate.get_or_none(fingerprint=shown.fingerprint)
    if ours is None:  # signed by another authority that we believe
        return True
    return ours.charger_id == charger.id and ours.state not in ("superseded", "revoked", "failed")


class Certificates:
    """Signs what was asked for, and sends it."""

    def __init__(
        self,
        commands: Commands,
        authority: CertificateAuthority,
        announcer: Announcer,
        *,
        organisation: str,
        now: Callable[[], datetime],
    ) -> None:
        self._commands = commands
        self._authority = authority
        self._announcer = announcer
        self._organisation = organisation
        self._now = now

    async def requested(self, fact: CertificateRequested) -> None:
        """The reaction to a request that was taken."""
        await self._sign(fact.id)

    async def make_up(self) -> None:
        """Sign what a crash has left; give up what was being signed."""
        now = self._now()
        stale = ChargerCertificate.filter(state="signing", updated_at__lt=now - ABANDONED)
        await stale.update(state="failed", detail=stored_words.SIGNING_STOPPED, updated_at=now)
        left = ChargerCertificate.filter(state="requested", updated_at__lt=now - ABANDONED)
        for row in await left.limit(100):
            await self._sign(row.id)

    async def _sign(self, row_id: UUID) -> None:
        now = self._now()
        mine = ChargerCertificate.filter(id=row_id, state="requested")
        if not await mine.update(state="signing", updated_at=now):
            return  # another process has it
        row = await ChargerCertificate.get(id=row_id)
        try:
            issued = await self._authority.sign(row.request, row.common_name, self._organisation)
            await self._require_size(row.charger_id, issued.chain)
        except SigningFailed as failure:
            log.error("the certificate of %s is not signed: %s", row.common_name, failure)
            await self._failed(row, str(failure))
            return
        row.update_from_dict(
            {
                "state": "issued",
                "chain": issued.chain,
                "serial_number": issued.serial_number,
                "fingerprint": issued.fingerprint,
                "not_before": issued.not_before,
                "not_after": issued.not_after,
                "updated_at": self._now(),
            }
        )
        await row.save()
        self._announcer.certificate(row.charger_id)
        await self._send(row, issued.chain)

    async def _require_size(self, charger_id: UUID, chain: str) -> None:
        limit = await sessions.configured_integer(charger_id, "CertificateSignedMaxChainSize")
        if len(chain) > min(limit or LONGEST_CHAIN, LONGEST_CHAIN):
            raise SigningFailed(str(Said(stored_words.CHAIN_TOO_LONG, {"count": len(chain)})))

    async def _send(self, row: ChargerCertificate, chain: str) -> None:
        request = {"certificateChain": chain}
        expiry = self._now() + DELIVERY
        try:
            await self._commands.send(row.charger_id, "CertificateSigned", request, SENDER, expires_at=expiry)
        except Problem as problem:
            await self._failed(row, problem.detail)

    async def _failed(self, row: ChargerCertificate, detail: str) -> None:
        await ChargerCertificate.filter(id=row.id).update(
            state="failed", detail=detail, updated_at=self._now()
        )
        self._announcer.certificate(row.charger_id)
        self._announcer.attention()

    async def revoke(self, row_id: UUID) -> UUID:
        """Take a certificate back: its charger does not come in with it any more. Its charger's id. Raises NotFound."""
        row = await ChargerCertificate.get_or_none(id=row_id)
        if row is None:
            raise NotFound(said("There is no such certificate."))
        if row.fingerprint is None:
            raise Conflict(said("It was never issued."))
        await ChargerCertificate.filter(id=row_id).update(state="revoked", updated_at=self._now())
        self._announcer.certificate(row.charger_id)
        return row.charger_id

    async def renew(self, charger_id: UUID, actor: str) -> UUID:
        """Have the charger ask for a new certificate (CERT-05): first our name, then the trigger; the last command."""
        if self._organisation:
            name = {"key": "CpoName", "value": self._organisation}
            await self._commands.send(charger_id, "ChangeConfiguration", name, actor)
        trigger = {"requestedMessage": "SignChargePointCertificate"}
        return await self._commands.send(charger_id, "ExtendedTriggerMessage", trigger, actor)
