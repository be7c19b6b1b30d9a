"""Roles and scopes: who has which right."""

from itertools import pairwise

from csms.auth.rights import ROLES, SCOPES, Right, least_role


def test_each_role_has_what_the_one_below_has() -> None:
    order = [ROLES[role] for role in ("user", "viewer", "operator", "admin")]
    assert all(below < above for below, above in pairwise(order))
    assert order[0] == frozenset()
    assert order[-1] == frozenset(Right)


def test_no_key_administers() -> None:
    assert all(Right.ADMINISTER not in rights for rights in SCOPES.values())
    assert SCOPES["read"] == {Right.VIEW}


def test_the_least_role_is_what_a_refusal_names() -> None:
    assert [least_role(right) for right in Right] == ["viewer", "operator", "admin"]
