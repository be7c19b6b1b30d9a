"""csms.charging.retention: what is old goes, what is not or is still needed stays."""

from datetime import date, timedelta
from typing import Any

import pytest

from csms.charging.retention import Retention
from csms.config import Settings
from csms.store import retention as kept
from csms.store.accounts import create_user
from csms.store.models import (
    AuditEntry,
    Connection,
    ConnectionRefusal,
    ConnectorStatus,
    Message,
    Notification,
    NotifiedMatter,
    RefreshToken,
    SecurityEvent,
    Session,
    StateSpan,
    Watch,
)
from csms.store.models.base import new_id
from tests.auth.support import FakeClock
from tests.services.database import NOW, Database

OLD, YOUNG = NOW - timedelta(days=101), NOW - timedelta(days=99)


async def forget(*kinds: Any) -> None:
    await Retention(dict.fromkeys(kinds, 100), FakeClock(NOW)).work()


async def test_the_audit_trail(database: Database) -> None:
    for when in (OLD, YOUNG):
        await AuditEntry.create(
            at=when, actor_kind="person", actor="", address="", user_agent="", operation="x", target_kind="x"
        )
    await forget(kept.AUDIT)
    assert await AuditEntry.all().values_list("at", flat=True) == [YOUNG]


async def test_zero_days_is_for_good(database: Database) -> None:
    await Watch.create(node="n", since=OLD, until=OLD)
    await Retention({kept.HISTORY: 0}, FakeClock(NOW)).work()
    assert await Watch.all().count() == 1


async def test_what_was_told_but_not_what_still_waits_or_lasts(database: Database) -> None:
    about: dict[str, Any] = {"rule_id": new_id(), "message_id": new_id(), "rule_name": "", "kind": "x"}
    letter = about | {"event": "opened", "title": "", "text": "", "channel": "email", "recipient": ""}
    for state in ("sent", "failed", "held"):
        await Notification.create(**letter, state=state, due_at=OLD, created_at=OLD)
    told: dict[str, Any] = {"rule_id": new_id(), "opened_at": OLD, "told_at": OLD, "last_told_at": OLD}
    for subject, ended in (("over", OLD), ("lasts", None)):
        await NotifiedMatter.create(
            **told, subject=subject, ended_at=ended, first_message=new_id(), last_message=new_id()
        )
    await forget(kept.NOTIFICATIONS)
    assert await Notification.all().values_list("state", flat=True) == ["held"]
    assert await NotifiedMatter.all().values_list("subject", flat=True) == ["lasts"]


async def test_the_history_of_chargers(database: Database) -> None:
    charger = new_id()
    for number, until in enumerate((OLD, YOUNG, None)):
        await Connection.create(charger_id=charger, epoch=number, since=OLD, until=until)
    for when in (OLD, YOUNG):
        await Watch.create(node="n", since=OLD, until=when)
        await StateSpan.create(
            charger_id=charger,
            evse_id=1,
            day=date(when.year, when.month, when.day),
            state="free",
            since=0,
            until=9,
        )
        await ConnectionRefusal.create(
            charge_point_id="X",
            charge_point_id_folded="x",
            address=str(when),
            cause="",
            first_at=OLD,
            last_at=when,
        )
        await SecurityEvent.create(
            charger_id=charger,
            source="charger",
            type="X",
            occurred_at=when,
            received_at=when,
            key=str(when)[:64],
        )
        await ConnectorStatus.create(
            charger_id=charger,
            evse_id=1,
            status="Available",
            error_code="NoError",
            occurred_at=when,
            received_at=when,
            applied=True,
        )
    await forget(kept.HISTORY)
    assert await Connection.all().order_by("epoch").values_list("until", flat=True) == [YOUNG, None]
    for model in (Watch, StateSpan, ConnectionRefusal, SecurityEvent, ConnectorStatus):
        assert await model.all().count() == 1, model


async def test_sign_ins_that_have_ended_with_their_tokens(database: Database) -> None:
    user = await create_user("ines@example.com", "hash", "user", OLD)
    for ended in (OLD, None):
        session = await Session.create(user_id=user.id, created_at=OLD, last_used_at=OLD, ended_at=ended)
        await RefreshToken.create(session_id=session.id, token_hash=str(new_id()), created_at=OLD)
    await forget(kept.SIGN_INS)
    assert await Session.all().values_list("ended_at", flat=True) == [None]
    assert await RefreshToken.all().count() == 1


async def test_the_message_log(database: Database) -> None:
    for when in (OLD, YOUNG):
        await Message.create(
            charger_id=new_id(), at=when, direction="in", type="CALL", message_id="1", raw_text="[]"
        )
    await forget(kept.MESSAGES)
    assert await Message.all().count() == 1


async def test_it_comes_back_until_all_are_gone(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WINDOW", 2)
    for _ in range(5):
        await Watch.create(node="n", since=OLD, until=OLD)
    await forget(kept.HISTORY)
    assert await Watch.all().count() == 0


@pytest.mark.parametrize(("days", "good"), [("0", True), ("59", False), ("60", True), ("-1", False)])
def test_its_bounds(monkeypatch: pytest.MonkeyPatch, days: str, *, good: bool) -> None:
    monkeypatch.setenv("AUDIT_RETENTION_DAYS", days)
    if good:
        assert Settings().audit_retention_days == int(days)
    else:
        with pytest.raises(ValueError, match="audit_retention_days"):
            Settings()
