"""Access tokens, and every kind of forged one (S9)."""

import base64
import hashlib
import hmac
import json
import uuid
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from csms.auth.errors import InvalidToken
from csms.auth.keys import SigningKey
from csms.auth.tokens import LEEWAY, LIFETIME, MAX_LENGTH, AccessTokens
from csms.store.models.accounts import Session, User
from tests.auth.support import ISSUER, FakeClock, new_signing_key

KEY = new_signing_key()
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def user_and_session() -> tuple[User, Session]:
    user = User(
        id=uuid.uuid4(),
        email="ada@charging.example",
        role="admin",
        app_metadata={"provider": "email", "providers": ["email"]},
        user_metadata={"role": "superuser"},
        created_at=NOW,
        updated_at=NOW,
    )
    return user, Session(id=uuid.uuid4(), user_id=user.id, created_at=NOW, last_used_at=NOW)


@pytest.fixture
def tokens(clock: FakeClock) -> AccessTokens:
    return AccessTokens(KEY, ISSUER, clock)


def claims(**changes: Any) -> dict[str, Any]:
    """Valid claims, with changes; `None` leaves one out."""
    now = int(NOW.timestamp())
    valid = {
        "iss": ISSUER,
        "aud": "authenticated",
        "sub": str(uuid.uuid4()),
        "role": "authenticated",
        "session_id": str(uuid.uuid4()),
        "iat": now,
        "exp": now + LIFETIME,
    }
    return {name: value for name, value in (valid | changes).items() if value is not None}


def signed(
    payload: dict[str, Any], *, key: Any = KEY.private, alg: str = "ES256", kid: str | None = KEY.key_id
) -> str:
    return jwt.encode(payload, key, alg, {"kid": kid} if kid else None)


def segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class TestIssued:
    def test_carries_the_claims_of_supabase(self, tokens: AccessTokens) -> None:
        user, session = user_and_session()
        token, expires_at = tokens.issue(user, session)
        said = jwt.decode(
            token,
            KEY.public,
            ["ES256"],
            audience="authenticated",
            options={"verify_exp": False, "verify_iat": False},
        )
        assert said == {
            "iss": ISSUER,
            "aud": "authenticated",
            "sub": str(user.id),
            "email": user.email,
            "phone": "",
            "role": "authenticated",
            "session_id": str(session.id),
            "aal": "aal1",
            "amr": [{"method": "password", "timestamp": int(NOW.timestamp())}],
            "app_metadata": {"provider": "email", "providers": ["email"], "role": "admin"},
            "user_metadata": {"role": "superuser"},
            "is_anonymous": False,
            "iat": int(NOW.timestamp()),
            "exp": expires_at,
        }
        assert jwt.get_unverified_header(token) == {"alg": "ES256", "kid": KEY.key_id, "typ": "JWT"}

    def test_is_accepted_until_it_expires(self, tokens: AccessTokens, clock: FakeClock) -> None:
        user, session = user_and_session()
        token, expires_at = tokens.issue(user, session)
        verified = tokens.verify(token)
        assert (verified.user_id, verified.session_id, verified.expires_at) == (
            user.id,
            session.id,
            expires_at,
        )
        clock.advance(seconds=LIFETIME + LEEWAY - 1)
        tokens.verify(token)
        clock.advance(seconds=1)
        with pytest.raises(InvalidToken):
            tokens.verify(token)


PUBLIC_PEM = KEY.public.public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def hs256_with(secret: bytes) -> str:
    """Passes where the token may choose its algorithm: HS256 with the public key as the secret."""
    head = segment({"alg": "HS256", "typ": "JWT", "kid": KEY.key_id}) + "." + segment(claims())
    mac = hmac.digest(secret, head.encode(), hashlib.sha256)
    return head + "." + base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


FORGED = {
    "alg none": segment({"alg": "none", "typ": "JWT", "kid": KEY.key_id}) + "." + segment(claims()) + ".",
    "alg None": segment({"alg": "NoNe", "typ": "JWT", "kid": KEY.key_id}) + "." + segment(claims()) + ".",
    "no alg": segment({"typ": "JWT", "kid": KEY.key_id}) + "." + segment(claims()) + ".",
    "alg a list": segment({"alg": ["ES256"], "kid": KEY.key_id}) + "." + segment(claims()) + ".AAAA",
    "header a list": base64.urlsafe_b64encode(b"[]").decode().rstrip("=") + "." + segment(claims()) + ".AAAA",
    "HS256 with the public key": hs256_with(PUBLIC_PEM),
    "HS256 with the key id": hs256_with(KEY.key_id.encode()),
    "HS256 with nothing": hs256_with(b""),
    "another key": signed(claims(), key=new_signing_key().private),
    "another key id": signed(claims(), kid="other"),
    "no key id": signed(claims(), kid=None),
    "another issuer": signed(claims(iss="https://evil.example/auth/v1")),
    "issuer with a slash more": signed(claims(iss=ISSUER + "/")),
    "no issuer": signed(claims(iss=None)),
    "another audience": signed(claims(aud="anon")),
    "no audience": signed(claims(aud=None)),
    "expired": signed(claims(exp=int(NOW.timestamp()) - LEEWAY)),
    "no expiry": signed(claims(exp=None)),
    "expiry a text": signed(claims(exp="tomorrow")),
    "expiry infinite": signed(claims(exp=float("inf"))),
    "expiry true": signed(claims(exp=True)),
    "not yet valid": signed(claims(nbf=int(NOW.timestamp()) + LEEWAY + 1)),
    "issued in the future": signed(claims(iat=int(NOW.timestamp()) + LEEWAY + 1)),
    "no subject": signed(claims(sub=None)),
    "subject a number's text": signed(claims(sub="7")),
    "no session": signed(claims(session_id=None)),
    "session a number": signed(claims(session_id=7)),
    "session not a UUID": signed(claims(session_id="' OR 1=1 --")),
    "service role": signed(claims(role="service_role")),
    "anonymous role": signed(claims(role="anon")),
    "no role": signed(claims(role=None)),
    "20 KB": signed(claims(padding="x" * 15_000)),
    "critical extension": jwt.encode(
        claims(), KEY.private, "ES256", {"kid": KEY.key_id, "crit": ["x"], "x": 1}
    ),
    "truncated": signed(claims())[:-10],
    "one part": "eyJ",
    "empty": "",
    "not ASCII": "é.é.é",
    "lone surrogate": "\ud800.a.b",
    "NUL": "\0",
}


class TestForged:
    @pytest.mark.parametrize("kind", FORGED)
    def test_is_refused(self, tokens: AccessTokens, kind: str) -> None:
        with pytest.raises(InvalidToken):
            tokens.verify(FORGED[kind])

    def test_the_claims_of_this_test_are_otherwise_valid(self, tokens: AccessTokens) -> None:
        tokens.verify(signed(claims()))
        tokens.verify(signed(claims(nbf=int(NOW.timestamp()) + LEEWAY)))

    def test_the_long_one_is_refused_for_its_length(self) -> None:
        assert len(FORGED["20 KB"]) > MAX_LENGTH

    @given(st.text(max_size=200))
    def test_any_text_is_refused_with_our_own_error(self, text: str) -> None:
        with pytest.raises(InvalidToken):
            AccessTokens(KEY, ISSUER, FakeClock()).verify(text)

    @given(st.data())
    def test_a_changed_character_is_noticed(self, data: st.DataObject) -> None:
        token = signed(claims())
        place = data.draw(st.integers(0, len(token) - 2))  # the last one has bits that do not count
        other = data.draw(st.sampled_from("AQgw_-.!").filter(lambda letter: letter != token[place]))
        with pytest.raises(InvalidToken):
            AccessTokens(KEY, ISSUER, FakeClock()).verify(token[:place] + other + token[place + 1 :])


def test_a_key_of_another_installation_is_refused(signing_key: SigningKey, clock: FakeClock) -> None:
    token, _ = AccessTokens(signing_key, ISSUER, clock).issue(*user_and_session())
    with pytest.raises(InvalidToken):
        AccessTokens(new_signing_key(signing_key.key_id), ISSUER, clock).verify(token)
