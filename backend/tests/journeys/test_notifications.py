"""People hear of a charger that went away: a real server, a real mail server, a real charger."""

from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.journeys.charger import raw
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer, new_postgresql
from tests.journeys.waiting import until
from tests.services.process import free_port

REFUSED = "nobody@charging.example"


class Mailbox:
    """Takes every letter but those to somebody who is not here."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == REFUSED:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, mailbox: tuple[Mailbox, int]
) -> Iterator[RunningServer]:
    url = new_postgresql() if request.param == "postgresql" else ""
    with RunningServer(
        tmp_path,
        url,
        PUBLIC_URL="https://charging.example",
        NOTIFY_GRACE="0",
        SMTP_HOST="127.0.0.1",
        SMTP_PORT=str(mailbox[1]),
        SMTP_SECURITY="none",
    ) as server:
        yield server
        server.stop()


@pytest.fixture
async def operator(server: RunningServer) -> AsyncIterator[Operator]:
    async with server.operator() as operator:
        yield operator


async def test_a_charger_goes_away_and_comes_back(
    server: RunningServer, operator: Operator, mailbox: tuple[Mailbox, int]
) -> None:
    letters = mailbox[0].letters
    charger = await operator.new_charger(name="Wallbox 3")
    rule: dict[str, Any] = await operator.post(
        "/notification-rules",
        {
            "name": "Night shift",
            "kind": "charger_offline",
            "after_seconds": 0,
            "recipients": {"emails": ["ines@charging.example", REFUSED]},
        },
        HTTPStatus.CREATED,
    )
    tried = (await operator.post(f"/notification-rules/{rule['id']}/test"))["items"]
    assert [one["result"] for one in tried] == ["sent", "refused"]
    assert "550 no such user here" in tried[1]["detail"]
    async with raw(server, charger):
        assert [letter["Subject"] for letter in letters] == ["[CSMS] Test of the rule “Night shift”"]
    await until(lambda: len(letters) == 2)
    letter = letters[1]
    assert letter["To"] == "ines@charging.example"
    assert letter["Subject"].startswith("[CSMS] Wallbox 3 is offline since ")
    assert f"https://charging.example/chargers/{charger['id']}" in letter.get_content()
    async with raw(server, charger):
        await until(lambda: len(letters) == 3)
    assert letters[2]["Subject"] == "[CSMS] Wallbox 3 is online again"
    told = await operator.items("/notifications", charger_id=charger["id"], state="failed")
    assert {one["recipient"] for one in told} == {REFUSED}
    assert all("550 no such user here" in one["error"] for one in told)
