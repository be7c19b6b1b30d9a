"""Codes in redirects and whom they serve (RFC 7636)."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.auth.errors import BadCodeVerifier, FlowStateNotFound, InvalidInput
from csms.auth.pkce import AuthCodes, Challenge, challenge_of, fits, s256
from csms.store.accounts import create_user
from csms.store.models.accounts import User
from tests.auth.support import FakeClock

VERIFIERS = st.text("abcXYZ0189-._~", min_size=43, max_size=128)
VERIFIER = "v" * 43
CHALLENGE = Challenge(s256(VERIFIER), "s256")


def test_the_example_of_the_rfc() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert s256(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@given(VERIFIERS, VERIFIERS)
def test_only_the_own_verifier_fits(mine: str, other: str) -> None:
    for challenge in (Challenge(s256(mine), "s256"), Challenge(mine, "plain")):
        assert fits(challenge, mine)
        assert fits(challenge, other) == (mine == other)


@pytest.mark.parametrize("verifier", ["", "v" * 42, "v" * 129, "v" * 42 + "\n", "v" * 42 + "é"])
def test_what_is_no_verifier_fits_nothing(verifier: str) -> None:
    assert not fits(Challenge(verifier, "plain"), verifier)


def test_a_client_without_challenge_wants_no_code() -> None:
    assert challenge_of(None, None) is None
    assert challenge_of("", "") is None
    assert challenge_of("c" * 43, "S256") == Challenge("c" * 43, "s256")


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ("c" * 43, None),
        (None, "s256"),
        ("c" * 42, "s256"),
        ("c" * 129, "s256"),
        ("c" * 43, "md5"),
        ("ü" * 43, "plain"),
    ],
)
def test_half_or_odd_challenges_are_refused(value: str | None, method: str | None) -> None:
    with pytest.raises(InvalidInput):
        challenge_of(value, method)


class TestCodes:
    @pytest.fixture
    def codes(self, database: None, clock: FakeClock) -> AuthCodes:
        return AuthCodes(clock)

    @pytest.fixture
    async def user(self, database: None, clock: FakeClock) -> User:
        return await create_user("ines@example.com", None, "user", clock())

    async def test_good_once(self, codes: AuthCodes, user: User) -> None:
        code = await codes.issue(user, CHALLENGE, "otp")
        found, method = await codes.exchange(code, VERIFIER)
        assert (found.id, method) == (user.id, "otp")
        with pytest.raises(FlowStateNotFound):
            await codes.exchange(code, VERIFIER)

    async def test_of_many_at_once_one_wins(self, codes: AuthCodes, user: User) -> None:
        code = await codes.issue(user, CHALLENGE, "otp")
        answers = await asyncio.gather(
            *(codes.exchange(code, VERIFIER) for _ in range(5)), return_exceptions=True
        )
        assert sum(not isinstance(answer, Exception) for answer in answers) == 1

    async def test_a_wrong_verifier_uses_it_up(self, codes: AuthCodes, user: User) -> None:
        code = await codes.issue(user, CHALLENGE, "otp")
        with pytest.raises(BadCodeVerifier):
            await codes.exchange(code, "w" * 43)
        with pytest.raises(FlowStateNotFound):
            await codes.exchange(code, VERIFIER)

    async def test_not_for_long(self, codes: AuthCodes, user: User, clock: FakeClock) -> None:
        code = await codes.issue(user, CHALLENGE, "otp")
        clock.advance(minutes=5)
        with pytest.raises(FlowStateNotFound):
            await codes.exchange(code, VERIFIER)
