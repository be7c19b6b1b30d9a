"""csms.gateway.doorkeeper: who may come in, and what everybody else is told."""

import base64
from typing import Any

import pytest

from csms.auth.credentials import ChargerCredentials
from csms.auth.passwords import OWASP_MINIMUM, Argon2Pool
from csms.auth.throttle import FOR_CHARGERS, FailureThrottle
from csms.gateway.door import ClientCertificate, Handshake, Refusal
from csms.gateway.doorkeeper import Admitted, Doorkeeper
from csms.store.models import Charger, ConnectionRefusal, SecurityEvent
from tests.gateway.central import FakeSocket
from tests.services.database import NOW, Database

KEY = "00112233445566778899aabbccddeeff00112233"
CREDENTIALS = ChargerCredentials(b"s" * 32, Argon2Pool(OWASP_MINIMUM))


def keeper(database: Database, *, unknown_status: int = 401, connect: Any = None) -> Doorkeeper:
    return Doorkeeper(
        journal=database.journal,
        credentials=CREDENTIALS,
        throttle=FailureThrottle(FOR_CHARGERS),
        organisation="Hafenstrom",
        unknown_status=unknown_status,
        now=lambda: NOW,
        connect=connect,
    )


def basic(identity: bytes, password: bytes) -> bytes:
    return b"Basic " + base64.b64encode(identity + b":" + password)


def handshake(identity: str = "CP-0001", password: bytes | None = KEY.encode(), **changes: Any) -> Handshake:
    encoded = identity.encode()
    values: dict[str, Any] = {
        "identity": identity,
        "identity_bytes": encoded,
        "authorization": None if password is None else basic(encoded, password),
        "subprotocols": ("ocpp1.6",),
        "address": "10.0.0.9",
        "tls": False,
        "origin": None,
        "user_agent": None,
        "headers": {},
    }
    return Handshake(**{**values, **changes})


async def registered(database: Database, **columns: Any) -> Charger:
    return await database.charger(credential=CREDENTIALS.hash_generated(KEY), **columns)


async def causes(database: Database) -> list[str]:
    await database.write([])
    return [row.cause for row in await ConnectionRefusal.all()]


@pytest.mark.parametrize("password", [KEY.encode(), KEY.upper().encode(), bytes.fromhex(KEY)])
async def test_the_right_password_in_each_of_its_forms(database: Database, password: bytes) -> None:
    """DEC-8, SEC-06"""
    await registered(database)
    admitted = await keeper(database).admit(handshake(password=password))
    assert isinstance(admitted, Admitted)
    assert admitted.subprotocol == "ocpp1.6"
    assert await causes(database) == []


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"identity": "CP-9999"}, "unknown_identity"),
        ({"identity": "cp-0001"}, "unknown_identity"),
        ({"identity": "CP-9999", "password": None}, "unknown_identity"),
        ({"password": None}, "no_password"),
        ({"password": b"wrong"}, "wrong_password"),
        ({"authorization": b"Bearer x"}, "no_password"),
        ({"authorization": basic(b"CP-0002", KEY.encode())}, "no_password"),
    ],
)
async def test_strangers_get_one_and_the_same_answer(
    database: Database, changes: dict[str, Any], cause: str
) -> None:
    """DEC-7, S1, S4, CONN-11, SEC-10: the cause is for the operator."""
    await registered(database)
    refusal = await keeper(database).admit(handshake(**changes))
    assert isinstance(refusal, Refusal)
    assert refusal.status == 401
    assert refusal.body == "The identity or the password is not right.\n"
    assert refusal.headers == (("WWW-Authenticate", 'Basic realm="OCPP", charset="UTF-8"'),)
    assert await causes(database) == [cause]


async def test_a_blocked_charger_gets_it_too(database: Database) -> None:
    """DEC-7"""
    await registered(database, blocked=True)
    refusal = await keeper(database).admit(handshake())
    assert isinstance(refusal, Refusal)
    assert refusal.status == 401
    assert await causes(database) == ["blocked"]


async def test_404_can_be_restored(database: Database) -> None:
    """CONN-03 by a setting (DEC-7)."""
    refusal = await keeper(database, unknown_status=404).admit(handshake())
    assert isinstance(refusal, Refusal)
    assert (refusal.status, refusal.headers) == (404, ())


@pytest.mark.parametrize("offered", [(), ("ocpp2.0.1",), ("OCPP1.6",), ("ocpp1.5", "ocpp2.1")])
async def test_without_a_common_subprotocol_there_is_no_upgrade(
    database: Database, offered: tuple[str, ...]
) -> None:
    """DEC-1, CONN-04: the body names what we speak."""
    await registered(database)
    refusal = await keeper(database).admit(handshake(subprotocols=offered))
    assert isinstance(refusal, Refusal)
    assert refusal.status == 400
    assert "ocpp1.6" in refusal.body
    assert await causes(database) == ["no_common_subprotocol"]


async def test_the_first_that_we_speak_is_chosen(database: Database) -> None:
    """CONN-04, Q2"""
    await registered(database)
    admitted = await keeper(database).admit(handshake(subprotocols=("ocpp0.1", "ocpp1.6", "ocpp1.5")))
    assert isinstance(admitted, Admitted)
    assert admitted.subprotocol == "ocpp1.6"


async def test_a_charger_known_to_send_no_header_comes_in_without_one(database: Database) -> None:
    """DEC-1, Q1"""
    await registered(database, assume_protocol="ocpp1.6")
    admitted = await keeper(database).admit(handshake(subprotocols=()))
    assert isinstance(admitted, Admitted)
    assert admitted.subprotocol is None


OWN = ClientCertificate("S1", "Hafenstrom", "f1")
WAYS = [(tls, password, certificate) for tls in (False, True) for password in (None, KEY.encode())
        for certificate in ((None, OWN) if tls else (None,))]  # fmt: skip


@pytest.mark.parametrize("profile", [0, 1, 2, 3])
@pytest.mark.parametrize(("tls", "password", "certificate"), WAYS, ids=repr)
async def test_never_below_its_security_profile(
    database: Database,
    profile: int,
    tls: bool,
    password: bytes | None,
    certificate: ClientCertificate | None,
) -> None:
    """SEC-01, SEC-04, S6: by its own profile, or by a password over TLS where that is not asked for."""
    await registered(database, security_profile=profile, serial_number="S1")
    verdict = await keeper(database).admit(handshake(password=password, tls=tls, certificate=certificate))
    needed = [True, password is not None, tls and password is not None, certificate is not None]
    assert isinstance(verdict, Admitted) is needed[profile]


async def test_a_web_page_does_not_come_in(database: Database) -> None:
    """S10"""
    await registered(database)
    refusal = await keeper(database).admit(handshake(origin="https://evil.example"))
    assert isinstance(refusal, Refusal)
    assert refusal.status == 403


async def test_while_a_new_key_is_on_its_way_both_are_good(database: Database) -> None:
    """SEC-08: the new one, once used, drops the old one."""
    new = "ff" * 20
    charger = await registered(database, pending_credential=CREDENTIALS.hash_generated(new))
    door = keeper(database, connect=lambda session, socket: session)
    old_one, new_one = await door.admit(handshake()), await door.admit(handshake(password=new.encode()))
    assert isinstance(old_one, Admitted)
    assert isinstance(new_one, Admitted)
    door.open(old_one, FakeSocket())
    await database.write([])
    assert (await Charger.get(id=charger.id)).pending_credential
    door.open(new_one, FakeSocket())
    await database.write([])
    assert (await Charger.get(id=charger.id)).pending_credential is None
    assert isinstance(await door.admit(handshake()), Refusal)


async def test_guessing_is_slowed_down_and_the_owner_is_not_locked_out(database: Database) -> None:
    """CONN-12, S3: five wrong ones, then 429; from its last good address the charger still comes in."""
    await registered(database)
    door = keeper(database)
    assert isinstance(await door.admit(handshake(address="10.0.0.1")), Admitted)
    for _ in range(5):
        refusal = await door.admit(handshake(password=b"guess", address="10.6.6.6"))
        assert isinstance(refusal, Refusal)
        assert refusal.status == 401
    refusal = await door.admit(handshake(password=b"guess", address="10.6.6.6"))
    assert isinstance(refusal, Refusal)
    assert refusal.status == 429
    assert dict(refusal.headers)["Retry-After"]
    assert isinstance(await door.admit(handshake(address="10.0.0.1")), Admitted)


async def test_guessing_at_a_charger_is_one_security_event_an_hour(database: Database) -> None:
    charger = await registered(database)
    door = keeper(database)
    for _ in range(8):
        await door.admit(handshake(password=b"guess", address="10.6.6.6"))
        await door.admit(handshake(identity="nobody", password=b"guess", address="10.7.7.7"))
    await database.write([])
    (event,) = await SecurityEvent.all()
    assert (event.charger_id, event.source) == (charger.id, "server")
    assert event.type == "FailedToAuthenticateAtCentralSystem"
    assert "10.6.6.6" in event.detail


async def test_an_identity_is_never_too_long_or_unprintable_to_be_noted(database: Database) -> None:
    """S14, S18"""
    assert isinstance(await keeper(database).admit(handshake(identity="\x1b[2J" + "x" * 500)), Refusal)
    await database.write([])
    row = await ConnectionRefusal.get()
    assert row.charge_point_id.startswith("\ufffd[2J")
    assert len(row.charge_point_id) == 255


async def test_what_was_registered_is_known_to_the_session(database: Database) -> None:
    """CONN-09: registration survives a reconnect."""
    await registered(database, registration_status="Accepted", strictness="strict")
    door = keeper(database, connect=lambda session, socket: session)
    admitted = await door.admit(handshake())
    assert isinstance(admitted, Admitted)
    session: Any = door.open(admitted, FakeSocket())
    assert (session.registration_status, session.strict, session.charge_point_id) == (
        "Accepted",
        True,
        "CP-0001",
    )
