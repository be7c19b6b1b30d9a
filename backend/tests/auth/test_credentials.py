"""Charger passwords in the forms that chargers send (CONN-11, SEC-05, SEC-06, SEC-10, DEC-7 to DEC-9)."""

import base64
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.auth.credentials import (
    ChargerCredentials,
    canonical,
    check_imported,
    generate_authorization_key,
    is_generated,
    parse_basic,
)
from csms.auth.errors import Busy, WeakPassword
from csms.auth.passwords import Argon2Pool
from tests.auth.support import CHEAP, SECRET, spy_on

KEY = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF"  # J 6.2.2


@pytest.fixture
def credentials(pool: Argon2Pool) -> ChargerCredentials:
    return ChargerCredentials(SECRET, pool)


def basic(identity: bytes, password: bytes) -> bytes:
    return b"Basic " + base64.b64encode(identity + b":" + password)


class TestParseBasic:
    def test_the_sample_of_the_specification(self) -> None:
        """SEC-06, CONN-11"""
        header = b"Basic QUwxMDAwOgABAgMEBQYH////////////////"  # J 6.2.2: AL1000 and the key's bytes
        assert parse_basic(header, b"AL1000") == bytes.fromhex(KEY)

    @given(st.binary(max_size=40), st.binary(max_size=60))
    def test_any_bytes_come_back(self, identity: bytes, password: bytes) -> None:
        assert parse_basic(basic(identity, password), identity) == password

    @pytest.mark.parametrize("scheme", [b"basic ", b"BASIC ", b"Basic   ", b" Basic "])
    def test_the_scheme_in_any_case(self, scheme: bytes) -> None:
        assert parse_basic(scheme + base64.b64encode(b"CP:pw"), b"CP") == b"pw"

    def test_colons_on_either_side(self) -> None:
        assert parse_basic(basic(b"A:B:C", b"p:w"), b"A:B:C") == b"p:w"
        assert parse_basic(basic(b"A:B:C", b"p:w"), b"A") == b"B:C:p:w"

    @pytest.mark.parametrize("named", [b"CP2", b"cp1", b"CP1 ", b"", b"CP", b"CP11", b"CP1\0"])
    def test_another_identity_is_none(self, named: bytes) -> None:
        """SEC-10"""
        assert parse_basic(basic(named, b"password"), b"CP1") is None

    @pytest.mark.parametrize(
        "header",
        [
            b"",
            b"Basic",
            b"Basic ",
            b"Basic !!!!",
            b"Basic Q1AxOnA",
            b"Basic Q1Ax",
            b"Basic Q1 AxOnB3",
            b"Bearer " + base64.b64encode(b"CP1:pw"),
            b"BasicQ1AxOnB3",
            base64.b64encode(b"CP1:pw"),
            b"Basic " + base64.b64encode(b"CP1:" + b"x" * 4096),
            b"\xff\xfe",
        ],
    )
    def test_malformed_is_none(self, header: bytes) -> None:
        assert parse_basic(header, b"CP1") is None

    @given(st.binary(max_size=100), st.binary(max_size=10))
    def test_never_raises(self, header: bytes, identity: bytes) -> None:
        parse_basic(header, identity)
        parse_basic(b"Basic " + header, identity)


class TestGenerated:
    def test_twenty_random_bytes_as_hexadecimal(self) -> None:
        """SEC-05"""
        keys = {generate_authorization_key() for _ in range(100)}
        assert len(keys) == 100
        assert all(re.fullmatch(r"[0-9a-f]{40}", key) for key in keys)

    @pytest.mark.parametrize(
        "form", [bytes.fromhex, lambda key: key.encode(), lambda key: key.upper().encode()]
    )
    async def test_fits_as_bytes_and_as_hexadecimal_in_any_case(
        self, credentials: ChargerCredentials, form: Any
    ) -> None:
        key = generate_authorization_key()
        assert await credentials.verify(credentials.hash_generated(key), form(key))

    async def test_nothing_else_fits(self, credentials: ChargerCredentials) -> None:
        stored = credentials.hash_generated(KEY)
        for wrong in (
            b"",
            KEY[:-1].encode(),
            KEY[:-2].encode(),
            bytes.fromhex(KEY)[:-1],
            bytes(20),
            stored.encode(),
        ):
            assert not await credentials.verify(stored, wrong)

    async def test_a_fit_needs_no_thread(self) -> None:
        """DEC-9: ten thousand chargers that come back at once wait for no slow hash."""
        pool = Argon2Pool(CHEAP, backlog=0)
        credentials = ChargerCredentials(SECRET, pool)
        stored = credentials.hash_generated(KEY)
        assert await credentials.verify(stored, bytes.fromhex(KEY))
        with pytest.raises(Busy):
            await credentials.verify(stored, b"guess")
        pool.close()

    def test_is_salted_and_does_not_show_the_key(self, credentials: ChargerCredentials) -> None:
        """SEC-07"""
        first, second = credentials.hash_generated(KEY), credentials.hash_generated(KEY)
        assert first != second
        assert KEY.lower() not in first.lower()
        assert is_generated(first)

    async def test_another_server_secret_is_noticed(
        self, credentials: ChargerCredentials, pool: Argon2Pool
    ) -> None:
        elsewhere = ChargerCredentials(bytes(32), pool)
        stored = elsewhere.hash_generated(KEY)
        assert not await credentials.verify(stored, bytes.fromhex(KEY))
        assert not credentials.can_verify(stored)
        assert elsewhere.can_verify(stored)
        assert credentials.can_verify(await elsewhere.hash_imported("a password"))


class TestImported:
    @pytest.mark.parametrize(
        "password", ["8 chars!", "0123456789abcdef", "p:w:with:colons", "~" * 40, "12345678"]
    )
    async def test_fits_as_it_is(self, credentials: ChargerCredentials, password: str) -> None:
        """SEC-07 (WP A01.FR.08), DEC-9: what somebody else chose is kept as a slow, salted hash."""
        stored = await credentials.hash_imported(password)
        assert stored.startswith("$argon2id$")
        assert not is_generated(stored)
        assert await credentials.verify(stored, password.encode())
        assert not await credentials.verify(stored, password.encode() + b"x")
        assert not await credentials.verify(stored, password.swapcase().encode() + b" ")

    @pytest.mark.parametrize("digits", [32, 34, 36, 38, 40])
    async def test_a_hexadecimal_key_fits_in_its_three_forms(
        self, credentials: ChargerCredentials, digits: int
    ) -> None:
        key = KEY[:digits]
        stored = await credentials.hash_imported(key)
        for form in (bytes.fromhex(key), key.lower().encode(), key.upper().encode()):
            assert await credentials.verify(stored, form)

    async def test_a_password_configured_as_hexadecimal_text_of_itself(
        self, credentials: ChargerCredentials
    ) -> None:
        stored = await credentials.hash_imported("16 characters ok")
        assert await credentials.verify(stored, b"16 characters ok".hex().encode())

    @pytest.mark.parametrize(
        ("password", "reason"),
        [
            ("", "length"),
            ("7 chars", "length"),
            ("x" * 41, "length"),
            ("a" * 33, "length"),
            ("pässword", "characters"),
            ("tab\tpassword", "characters"),
            ("newline\n", "characters"),
            ("nul\0password", "characters"),
            ("\ud800password", "characters"),
        ],
    )
    async def test_what_cannot_be_a_password_is_refused(
        self, credentials: ChargerCredentials, password: str, reason: str
    ) -> None:
        with pytest.raises(WeakPassword) as refusal:
            await credentials.hash_imported(password)
        assert refusal.value.reasons == (reason,)

    @given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=8, max_size=31))
    def test_printable_ascii_is_accepted(self, password: str) -> None:
        check_imported(password)
        assert canonical(password.encode()) == password.encode()


class TestSameAnswer:
    """DEC-7: who is refused cannot tell why, not even by the time it took."""

    async def test_every_refusal_costs_one_argon2_run(
        self, credentials: ChargerCredentials, pool: Argon2Pool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """CONN-12, DEC-7"""
        generated, imported = credentials.hash_generated(KEY), await credentials.hash_imported("a password")
        runs = spy_on(pool, monkeypatch)
        for stored in (None, generated, imported):
            assert not await credentials.verify(stored, b"a guess!")
        assert len(runs) == 3

    @given(st.binary(max_size=64))
    def test_every_password_has_one_canonical_form(self, password: bytes) -> None:
        assert canonical(canonical(password)) == canonical(password)

    @given(st.binary(min_size=16, max_size=20))
    def test_a_key_and_its_hexadecimal_text_are_one(self, key: bytes) -> None:
        assert canonical(key) == canonical(key.hex().encode()) == canonical(key.hex().upper().encode()) == key
