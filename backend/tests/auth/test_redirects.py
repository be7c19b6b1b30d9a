"""Nobody is sent anywhere but to our address and to the dashboards that the settings name."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.auth import redirects
from csms.auth.accounts import Grant
from csms.auth.errors import OneTimeTokenInvalid
from csms.auth.redirects import Redirects
from csms.store.models.accounts import User

BASE = "https://charging.example"
OTHER = "https://dashboard.example"
HERE = Redirects(BASE, [OTHER, "http://localhost:3000"])
GRANT = Grant("access", 1_800_000_000, "refresh", User(email="ines@example.com"))


@pytest.mark.parametrize(
    "asked",
    [
        f"{BASE}/",
        f"{BASE}/auth/reset?x=1",
        f"{BASE}:443/",
        "HTTPS://CHARGING.EXAMPLE/x",
        f"{OTHER}/sign-in?sb_flow_id=1",
        "http://localhost:3000/",
    ],
)
def test_allowed_addresses(asked: str) -> None:
    assert HERE.target(asked).casefold() == asked.casefold()


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        "/relative",
        "//evil.example/",
        "https://evil.example/",
        "https:evil.example",
        "https:///evil.example",
        f"{BASE}.evil.example/",
        f"{BASE}@evil.example/",
        "https://evil.example\\@charging.example/",
        "https://evil.example#@charging.example/",
        f"{BASE}:444/",
        "http://charging.example/",
        "http://localhost:3001/",
        "javascript:alert(1)//charging.example",
        "https://charging.example\t.evil.example/",
        "https://charging.example\n/",
        "https://chargíng.example/",
        "https://charging.example:99999/",
        "https://[charging.example/",
        f"{BASE}/{'x' * 3000}",
    ],
)
def test_everything_else_leads_home(asked: str | None) -> None:
    assert HERE.target(asked) == f"{BASE}/"


@given(st.text(max_size=60), st.sampled_from(["", "https://", "//", "https://charging.example", "http:"]))
def test_whatever_is_asked_the_host_is_an_allowed_one(text: str, before: str) -> None:
    parts = urlsplit(HERE.target(before + text))
    assert (parts.scheme, parts.hostname) in {
        ("https", "charging.example"),
        ("https", "dashboard.example"),
        ("http", "localhost"),
    }
    assert "@" not in parts.netloc


def test_an_old_fragment_does_not_stay() -> None:
    assert HERE.target(f"{BASE}/x#access_token=mine") == f"{BASE}/x"


def test_a_session_is_in_the_fragment_where_no_server_sees_it() -> None:
    parts = urlsplit(redirects.with_session(f"{BASE}/x?y=1", GRANT, "recovery"))
    assert parts.query == "y=1"
    assert parse_qs(parts.fragment) == {
        "access_token": ["access"],
        "expires_at": ["1800000000"],
        "expires_in": ["3600"],
        "refresh_token": ["refresh"],
        "token_type": ["bearer"],
        "type": ["recovery"],
    }


def test_a_code_is_in_the_query_beside_what_was_there() -> None:
    parts = urlsplit(redirects.with_code(f"{BASE}/x?y=1&z=", "abc"))
    assert parse_qs(parts.query, keep_blank_values=True) == {"y": ["1"], "z": [""], "code": ["abc"]}
    assert parts.fragment == ""


@pytest.mark.parametrize("pkce", [False, True])
def test_errors_and_messages(pkce: bool) -> None:
    parts = urlsplit(redirects.with_error(f"{BASE}/", OneTimeTokenInvalid(), pkce=pkce))
    said = {"error": ["access_denied"], "error_code": ["otp_expired"]}
    assert parse_qs(parts.fragment).items() >= said.items()
    assert bool(parts.query) is pkce
    assert "message=half" in urlsplit(redirects.with_message(BASE, "half", pkce=pkce)).fragment
