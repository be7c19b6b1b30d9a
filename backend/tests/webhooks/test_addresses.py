"""Where webhooks may not go (S17): whatever the inside of a network is called."""

import ipaddress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.webhooks.addresses import AddressRefused, Guard, is_public, resolve
from csms.webhooks.client import Client
from tests.services.receiver import receiving

PRIVATE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "192.0.2.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101")

# What C libraries read as an address, and browsers and curl with them.
SPELLINGS = ("0x7f.1", "2130706433", "017700000001", "127.1", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]")


@pytest.mark.parametrize("address", PRIVATE)
def test_the_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_internet_is(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_an_address_is_judged_as_well(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    assert is_public(str(mapped)) <= is_public(str(address))
    nat64 = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))
    assert is_public(str(nat64)) == is_public(str(address))


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_leads_inside(host: str) -> None:
    """With a listener there that would hear it."""
    async with receiving() as receiver, Client(Guard(allow_private=False)) as client:
        answer = await client.post(f"http://{host}:{receiver.port}/", {}, b"{}")
        assert not answer.delivered
        assert answer.status is None
        assert receiver.requests == []


async def test_a_name_that_means_another_address_at_the_second_look_changes_nothing() -> None:
    """DNS rebinding: judged and used is one answer, and one bad address spoils a name."""
    answers = [["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]]

    async def rebinding(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async with receiving() as receiver, Client(Guard(allow_private=False, resolve=rebinding)) as client:
        for _ in range(2):
            answer = await client.post(f"http://receiver.example:{receiver.port}/", {}, b"{}")
            assert "not an address of the internet" in (answer.error or "")
        assert receiver.requests == []


async def test_the_connection_goes_to_the_address_that_was_judged() -> None:
    async def ours(host: str, port: int) -> list[str]:
        assert host == "receiver.example"
        return ["127.0.0.1"]

    async with receiving() as receiver, Client(Guard(allow_private=True, resolve=ours)) as client:
        assert (await client.post(f"http://receiver.example:{receiver.port}/a?b=c", {}, b"{}")).delivered
        (request,) = receiver.requests
        assert request.headers["host"] == f"receiver.example:{receiver.port}"
        assert request.path == "/a?b=c"


async def test_who_may_reach_the_inside_does() -> None:
    assert await resolve("127.0.0.1", 80) == ["127.0.0.1"]
    assert await Guard(allow_private=True).check("127.0.0.1", 80) == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        await Guard(allow_private=False).check("127.0.0.1", 80)
    with pytest.raises(httpcore.ConnectError):
        await Guard(allow_private=True).check("no.such.name.invalid", 80)
