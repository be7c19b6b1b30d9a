"""Who may come in: identity, credentials, security profile, subprotocol, in this order and before the upgrade.

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
from csms.charging.session import ChargerSession
from csms.errors import StorageUnavailable
from csms.gateway.connection import Connection
from csms.gateway.door import Handshake, Listener, Refusal, Socket
from csms.gateway.exchange import Stored
from csms.store import sessions
from csms.store.facts import ConnectionRefused, CredentialSettled, Fact
from csms.store.journal import Journal
from csms.store.models import Charger
from csms.store.outage import log_failure

log = logging.getLogger(__name__)

SPOKEN = "ocpp1.6"
CHALLENGE = ("WWW-Authenticate", 'Basic realm="OCPP", charset="UTF-8"')
NOTHING = b""
LONGEST_IDENTITY = 255

# Causes, for the operator.
UNKNOWN, NO_PASSWORD, WRONG_PASSWORD, BLOCKED = "unknown_identity", "no_password", "wrong_password", "blocked"
LOWER_PROFILE, SUBPROTOCOL, ORIGIN, TOO_MANY = (
    "lower_profile",
    "no_common_subprotocol",
    "browser_origin",
    "too_many_attempts",
)

DETAILS = {
    UNKNOWN: "No charger has this identity.",
    NO_PASSWORD: "The charger sent no password (HTTP Basic).",
    WRONG_PASSWORD: "The password is not the one we know.",
    BLOCKED: "The charger is blocked here.",
    LOWER_PROFILE: "The connection has a lower security profile than the charger is set to.",
    SUBPROTOCOL: "The charger did not offer the subprotocol ocpp1.6.",
    ORIGIN: "A web page tried to connect (Origin header).",
    TOO_MANY: "Too many failed attempts; it may try again in a few minutes.",
}


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

    unknown_status: what strangers get, 401 or 404. connect: makes the connection of an admitted charger.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        credentials: ChargerCredentials,
        throttle: FailureThrottle,
        unknown_status: int,
        now: Callable[[], datetime],
        connect: Callable[[ChargerSession, Socket], Connection],
    ) -> None:
        self._journal = journal
        self._credentials = credentials
        self._throttle = throttle
        self._unknown_status = unknown_status
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
        with self._throttle.attempt(handshake.identity, handshake.address) as attempt:
            settled = await self._authenticate(charger, handshake, attempt)
        if charger is None:
            raise self._stranger(UNKNOWN)
        return Admitted(charger, _subprotocol(charger, handshake), charger.ping_interval, settled)

    async def _authenticate(
        self, charger: Charger | None, handshake: Handshake, attempt: Attempt
    ) -> tuple[Fact, ...]:
        """Security profile 0 needs nothing, 1 a password, 2 a password over TLS (SEC-01)."""
        if charger and charger.security_profile == 0 and not charger.blocked:
            return ()
        password = parse_basic(handshake.authorization or NOTHING, handshake.identity_bytes)
        cause, settled = await self._verify(charger, password)
        if cause is not None:
            attempt.failed()
            raise self._stranger(cause)
        attempt.succeeded()
        if charger and charger.security_profile >= 2 and not handshake.tls:
            raise _Turned(LOWER_PROFILE, Refusal(403, "This charger must connect with TLS (wss).\n"))
        return settled

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
