"""What a project's settings say of signing in."""

from typing import Any

import pytest

from csms.auth.supabase_project import SignInWays, read_settings


@pytest.mark.parametrize(
    ("document", "ways"),
    [
        (
            {"external": {"google": True, "email": True, "phone": False}, "disable_signup": False},
            SignInWays(("email", "google"), "open"),
        ),
        ({"external": {"email": True}, "disable_signup": True}, SignInWays(("email",), "off")),
        ({"external": {"email": True}}, SignInWays(("email",), "off")),
        ({"external": {"anonymous_users": True, "Not A Name": True, "x": 1}}, SignInWays((), "off")),
    ],
)
def test_they_are_read(document: Any, ways: SignInWays) -> None:
    assert read_settings(document) == ways


@pytest.mark.parametrize("document", [None, [], {}, {"external": None}, {"external": ["email"]}])
def test_anything_else_is_none(document: Any) -> None:
    with pytest.raises(ValueError, match="no settings"):
        read_settings(document)
