"""Who may come in: identity, credentials, security profile, subprotocol, in this order and before the upgrade.

A charger comes in by its security profile: 0 nothing, 1 a password, 2 a password over TLS, 3 its certificate (SEC-01).
More than it needs is no fault: behind a TLS proxy a charger of profile 1 cannot know. Less is refused. While it is on
its way to a higher profile both count, and the first success with the new one voids the old (UPG-02).

Unknown identity, wrong password and blocked charger get one and the same answer (DEC-7); the cause is kept for the
operator only.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from csms.auth.credentials import ChargerCredentials, parse_basic
from csms.auth.errors import RateLimited
from csms.auth.throttle import Attempt, FailureThrottle
from csms.charging import certificates, security_events
from csms.charging.session import ChargerSession
from csms.errors import StorageUnavailable
from csms.gateway.connection import Connection
from csms.gateway.door import Handshake, Listener, Refusal, Socket
from csms.gateway.exchange import Stored
from csms.said import Said
from csms.store import sessions
from csms.store.facts import ConnectionRefused, CredentialSettled, Fact
from csms.store.facts.security import CertificateSeen, SecurityProfileSettled
from csms.store.journal import Journal
from csms.store.models import Charger
from csms.store.outage import log_failure
from csms.store.refusal_causes import (
    BLOCKED,
    DETAILS,
    LOWER_PROFILE,
    NO_CERTIFICATE,
    NO_PASSWORD,
    ORIGIN,
    SUBPROTOCOL,
    TOO_MANY,
    UNKNOWN,
    WRONG_CERTIFICATE,
    WRONG_PASSWORD,
)
from csms.store.stored_words import FOREIGN_CERTIFICATE

log = logging.getLogger(__name__)

SPOKEN = "ocpp1.6"
CHALLENGE = ("WWW-Authenticate", 'Basic realm="OCPP", charset="UTF-8"')
NOTHING = b""
LONGEST_IDENTITY = 255


@dataclass(frozen=True, slots=True)
class Admitted:
    """A charger that may come in."""

    charger: Charger
    subprotocol: str | None
    ping_interval: float | None = None
    settled: tuple[Fact, ...] = ()


class _Turned(Exception):
    """The charger does not come in."""

    def __init__(self, cause: str, refusal: Refusal) -> None:
        super().__init__(cause)
        self.cause = cause
        self.refusal = refusal


class Doorkeeper:
    """The `Door` of the gateway, and the register of the connections behind it.

    unknown_status: what strangers get, 401 or 404. organisation: O of our chargers' certificates, "" for any. connect:
    makes the connection of an admitted charger.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        credentials: ChargerCredentials,
        throttle: FailureThrottle,
        unknown_status: int,
        organisation: str,
        now: Callable[[], datetime],
        connect: Callable[[ChargerSession, Socket], Connection],
    ) -> None:
        self._journal = journal
        self._credentials = credentials
        self._throttle = throttle
        self._unknown_status = unknown_status
        self._organisation = organisation
        self._now = now
        self._connect = connect

    async def admit(self, handshake: Handshake) -> Refusal | Admitted:
        """Judge an upgrade request."""
        try:
            return await self._judge(handshake)
        except _Turned as turned:
            await self._note(handshake, turned.cause)
            return turned.refusal
        except RateLimited as limited:
            await self._note(handshake, TOO_MANY)
            return Refusal(429, "Too many failed attempts.\n", (("Retry-After", str(limited.retry_after)),))
        except StorageUnavailable:
            return _unavailable()
        except Exception as error:
            log_failure(log, error, "%r could not be judged", handshake.identity[:LONGEST_IDENTITY])
            return _unavailable()

    async def _judge(self, handshake: Handshake) -> Admitted:
        if handshake.origin is not None:
            raise _Turned(ORIGIN, Refusal(403, "This address is for chargers.\n"))
        charger = await sessions.charger_by_identity(handshake.identity[:LONGEST_IDENTITY])
        if charger and charger.address:
            self._throttle.remember_good(handshake.identity, charger.address)
        with self._attempt(charger, handshake) as attempt:
            settled = await self._authenticate(charger, handshake, attempt)
        if charger is None:
            raise self._stranger(UNKNOWN)
        return Admitted(charger, _subprotocol(charger, handshake), charger.ping_interval, settled)

    def _attempt(self, charger: Charger | None, handshake: Handshake) -> Attempt:
        try:
            return self._throttle.attempt(handshake.identity, handshake.address)
        except RateLimited:
            if charger is not None:
                event = security_events.kept_out(charger.id, handshake.address, self._now())
                self._journal.append(Stored((event,), failed=_not_noted))
            raise

    async def _authenticate(
        self, charger: Charger | None, handshake: Handshake, attempt: Attempt
    ) -> tuple[Fact, ...]:
        """By the profile that the charger is on its way to, or by the one that it has."""
        if charger is None or charger.blocked:
            return await self._by_password(charger, handshake, attempt)
        pending = charger.pending_security_profile
        if pending == 3 and await self._shows_own_certificate(charger, handshake):
            return (SecurityProfileSettled(charger.id, 3), *self._seen(charger, handshake))
        if charger.security_profile == 0 and pending is None:
            return ()
        if charger.security_profile == 3:
            return await self._by_certificate(charger, handshake, attempt)
        return await self._by_profile(charger, handshake, attempt)

    async def _by_profile(self, charger: Charger, handshake: Handshake, attempt: Attempt) -> tuple[Fact, ...]:
        """Profiles 1 and 2, and 0 on its way to them."""
        if charger.security_profile == 0 and handshake.authorization is None:
            return ()
        settled = await self._by_password(charger, handshake, attempt)
        pending = charger.pending_security_profile
        if pending == 1 or (pending == 2 and handshake.tls):
            return (*settled, SecurityProfileSettled(charger.id, pending))
        if charger.security_profile >= 2 and not handshake.tls:
            raise _Turned(LOWER_PROFILE, Refusal(403, "This charger must connect with TLS (wss).\n"))
        return settled

    async def _by_password(
        self, charger: Charger | None, handshake: Handshake, attempt: Attempt
    ) -> tuple[Fact, ...]:
        password = parse_basic(handshake.authorization or NOTHING, handshake.identity_bytes)
        cause, settled = await self._verify(charger, password)
        if cause is not None:
            attempt.failed()
            raise self._stranger(cause)
        attempt.succeeded()
        return settled

    async def _by_certificate(
        self, charger: Charger, handshake: Handshake, attempt: Attempt
    ) -> tuple[Fact, ...]:
        """Profile 3. A password beside the certificate counts for nothing (SEC-04)."""
        if await self._shows_own_certificate(charger, handshake):
            attempt.succeeded()
            return self._seen(charger, handshake)
        await self._credentials.verify(None, NOTHING)  # the same time as any other refusal (DEC-7)
        attempt.failed()
        if handshake.certificate is None:
            raise self._stranger(NO_CERTIFICATE)
        detail = str(Said(FOREIGN_CERTIFICATE, {"name": repr(handshake.certificate.common_name)}))
        event = security_events.noticed(charger.id, "InvalidChargePointCertificate", detail, self._now())
        self._journal.append(Stored((event,), failed=_not_noted))
        raise self._stranger(WRONG_CERTIFICATE)

    async def _shows_own_certificate(self, charger: Charger, handshake: Handshake) -> bool:
        shown = handshake.certificate
        return shown is not None and await certificates.proves(charger, shown, self._organisation)

    def _seen(self, charger: Charger, handshake: Handshake) -> tuple[Fact, ...]:
        """The certificates before this one are void from now on (CERT-06)."""
        assert handshake.certificate is not None
        return (CertificateSeen(charger.id, handshake.certificate.fingerprint, self._now()),)

    async def _verify(
        self, charger: Charger | None, password: bytes | None
    ) -> tuple[str | None, tuple[Fact, ...]]:
        """(cause of refusal, facts). Takes the same time whatever the cause is (DEC-7)."""
        stored = charger.credential if charger and not charger.blocked else None
        if password is None:
            await self._credentials.verify(None, NOTHING)
            return (UNKNOWN if charger is None else NO_PASSWORD), ()
        if charger and not charger.blocked and charger.pending_credential:
            return await self._verify_both(charger, charger.pending_credential, password)
        if await self._credentials.verify(stored, password):
            return None, ()
        return _cause(charger), ()

    async def _verify_both(
        self, charger: Charger, pending: str, password: bytes
    ) -> tuple[str | None, tuple[Fact, ...]]:
        """While a new key is on its way both are good; the first one used drops the other (SEC-08)."""
        if await self._credentials.verify(pending, password):
            return None, (CredentialSettled(charger.id, accepted=True),)
        if await self._credentials.verify(charger.credential, password):
            return None, ()
        return WRONG_PASSWORD, ()

    def _stranger(self, cause: str) -> _Turned:
        headers = (CHALLENGE,) if self._unknown_status == 401 else ()
        body = "The identity or the password is not right.\n"
        return _Turned(cause, Refusal(self._unknown_status, body, headers))

    async def _note(self, handshake: Handshake, cause: str) -> None:
        log.info("refused %r from %s: %s", handshake.identity[:LONGEST_IDENTITY], handshake.address, cause)
        fact = ConnectionRefused(
            _shown(handshake.identity), handshake.address, cause, DETAILS[cause], self._now()
        )
        self._journal.append(Stored((fact,), failed=_not_noted))

    def open(self, admission: Admitted, socket: Socket) -> Listener:
        """The upgrade is done."""
        charger = admission.charger
        if admission.settled:
            self._journal.append(Stored(admission.settled, failed=_not_noted))
        session = ChargerSession(
            charger_id=charger.id,
            charge_point_id=charger.charge_point_id,
            strict=charger.strictness == "strict",
            registration_status=charger.registration_status,
        )
        log.info("%s: connected from %s", charger.charge_point_id, socket.address)
        return self._connect(session, socket)


def _cause(charger: Charger | None) -> str:
    if charger is None:
        return UNKNOWN
    return BLOCKED if charger.blocked else WRONG_PASSWORD


def _subprotocol(charger: Charger, handshake: Handshake) -> str | None:
    """The one token to echo (CONN-04); none at all for a charger that sends no header and is known for it (DEC-1)."""
    if SPOKEN in handshake.subprotocols:
        return SPOKEN
    if not handshake.subprotocols and charger.assume_protocol == SPOKEN:
        return None
    raise _Turned(
        SUBPROTOCOL, Refusal(400, "Offer the WebSocket subprotocol ocpp1.6: it is what is spoken here.\n")
    )


def _unavailable() -> Refusal:
    return Refusal(503, "Try again later.\n", (("Retry-After", "10"),))


def _shown(identity: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in identity)[:LONGEST_IDENTITY]


def _not_noted(error: Exception) -> None:
    log.warning("not noted: %s", error)
