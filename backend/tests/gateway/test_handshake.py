"""CONN-02, CONN-04, S6: what an upgrade request says, before anybody judges it."""

import pytest

from csms.gateway.door import Handshake, Refusal
from csms.gateway.handshake import (
    HandshakeRefused,
    identity_of,
    read_handshake,
    read_request,
    refusal_response,
    seen_through_proxies,
)
from tests.gateway.sockets import upgrade_request


@pytest.mark.parametrize(
    ("target", "identity"),
    [
        ("/ocpp/CP001", b"CP001"),
        ("/ocpp/CP001/", b"CP001"),
        ("/ocpp/CP001?token=1/2", b"CP001"),
        ("/ocpp/CP001/?a", b"CP001"),
        ("/ocpp/RDAM%20123", b"RDAM 123"),
        ("/ocpp/RDAM%7C123", b"RDAM|123"),
        ("/ocpp/a%2Fb", b"a/b"),
        ("/ocpp/a%2fb", b"a/b"),
        ("/ocpp/a+b", b"a+b"),
        ("/ocpp/%2525", b"%25"),
        ("/ocpp/M%C3%BCller", "Müller".encode()),
        ("/ocpp/a:b", b"a:b"),
        ("/ocpp/%FF", b"\xff"),
        ("/ocpp/", None),
        ("/ocpp//", None),
        ("/ocpp", None),
        ("/ocpp//CP001", None),
        ("/ocpp/CP001//", None),
        ("/ocpp/CP001/CP001", None),
        ("/OCPP/CP001", None),
        ("/other/CP001", None),
        ("/ocpp/CP%", None),
        ("/ocpp/CP%2", None),
        ("/ocpp/CP%zz", None),
        ("http://csms.example/ocpp/CP001", None),
    ],
)
def test_identity_is_the_last_segment_of_the_raw_target_decoded_once(
    target: str, identity: bytes | None
) -> None:
    assert identity_of(target) == identity


def handshake(
    target: str = "/ocpp/CP001", *headers: tuple[str, str], address: str = "192.0.2.7", tls: bool = False
) -> Handshake:
    return read_handshake(read_request(upgrade_request(target, headers))[0], address, tls)


def test_facts_of_a_handshake() -> None:
    seen = handshake(
        "/ocpp/M%C3%BCller",
        ("Authorization", "Basic \xff\xfe"),
        ("Origin", "https://evil.example"),
        ("User-Agent", "firmware/1.2"),
    )
    assert (seen.identity, seen.identity_bytes) == ("Müller", "Müller".encode())
    assert seen.authorization == b"Basic \xff\xfe"
    assert (seen.origin, seen.user_agent) == ("https://evil.example", "firmware/1.2")
    assert (seen.address, seen.tls) == ("192.0.2.7", False)
    assert seen.headers["host"] == "csms.example"


def test_what_is_absent_is_none() -> None:
    seen = handshake()
    assert (seen.authorization, seen.origin, seen.user_agent, seen.subprotocols) == (None, None, None, ())


@pytest.mark.parametrize(
    ("offers", "tokens"),
    [
        (["ocpp1.6"], ("ocpp1.6",)),
        (["ocpp0.1, ocpp1.6"], ("ocpp0.1", "ocpp1.6")),
        (["ocpp2.0.1", "ocpp1.6"], ("ocpp2.0.1", "ocpp1.6")),
        (["ocpp1.6,"], ("ocpp1.6",)),
        (["OCPP1.6"], ("OCPP1.6",)),
    ],
)
def test_subprotocols_keep_the_order_of_the_client(offers: list[str], tokens: tuple[str, ...]) -> None:
    """CONN-04."""
    seen = handshake("/ocpp/CP001", *(("Sec-WebSocket-Protocol", offer) for offer in offers))
    assert seen.subprotocols == tokens


@pytest.mark.parametrize("target", ["/ocpp/%FF", "/ocpp/a%00b", "/ocpp/a%0Ab", "/ocpp/a%7F"])
def test_identities_nobody_can_have_are_not_found(target: str) -> None:
    with pytest.raises(HandshakeRefused) as refused:
        handshake(target)
    assert refused.value.response.status_code == 404


@pytest.mark.parametrize("name", ["Authorization", "Origin", "User-Agent"])
def test_two_of_what_may_come_once_are_refused(name: str) -> None:
    with pytest.raises(HandshakeRefused) as refused:
        handshake("/ocpp/CP001", (name, "one"), (name, "two"))
    assert refused.value.response.status_code == 400


@pytest.mark.parametrize(
    ("without", "headers", "status"),
    [
        ("Sec-WebSocket-Key", [], 400),
        ("Sec-WebSocket-Key", [("Sec-WebSocket-Key", "c2hvcnQ=")], 400),
        ("", [("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")], 400),
        ("Sec-WebSocket-Version", [], 400),
        ("Sec-WebSocket-Version", [("Sec-WebSocket-Version", "8")], 400),
        ("Upgrade", [], 426),
        ("Connection", [], 426),
        ("", [("Content-Length", "5")], 400),
    ],
)
def test_requests_rfc_6455_refuses(without: str, headers: list[tuple[str, str]], status: int) -> None:
    """Section 4.2.1; 4.4: the answer names the version we speak."""
    with pytest.raises(HandshakeRefused) as refused:
        read_request(upgrade_request(headers=headers, without=without))
    assert refused.value.response.status_code == status


def test_version_is_named() -> None:
    with pytest.raises(HandshakeRefused) as refused:
        read_request(
            upgrade_request(headers=[("Sec-WebSocket-Version", "8")], without="Sec-WebSocket-Version")
        )
    assert refused.value.response.headers["Sec-WebSocket-Version"] == "13"


def test_refusal_is_plain_text_with_its_own_headers() -> None:
    response = refusal_response(Refusal(401, "No.\n", (("WWW-Authenticate", "Basic"),)))
    assert (response.status_code, response.reason_phrase, response.body) == (401, "Unauthorized", b"No.\n")
    assert response.headers["WWW-Authenticate"] == "Basic"
    assert response.headers["Connection"] == "close"


FORWARDED = (("X-Forwarded-For", "198.51.100.9"), ("X-Forwarded-Proto", "https"))


async def test_a_trusted_proxy_tells_who_is_there() -> None:
    seen = await seen_through_proxies(handshake("/ocpp/CP001", *FORWARDED, address="10.0.0.1"), "10.0.0.1")
    assert (seen.address, seen.tls) == ("198.51.100.9", True)


@pytest.mark.parametrize("trusted", ["", "10.0.0.1", []])
async def test_anybody_else_does_not(trusted: str | list[str]) -> None:
    """S6: a spoofed header from an untrusted peer."""
    seen = await seen_through_proxies(handshake("/ocpp/CP001", *FORWARDED, address="192.0.2.7"), trusted)
    assert (seen.address, seen.tls) == ("192.0.2.7", False)
