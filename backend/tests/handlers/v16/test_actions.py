"""csms.handlers.v16.actions: an answer for everything that a charger may send."""

from csms.handlers.v16.actions import handlers
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers
from csms.ocpp.v16 import ACTIONS
from tests.services.database import NOW


def test_all_14_actions_of_a_charger_have_a_handler() -> None:
    table = handlers(CoreHandlers(heartbeat_interval=300, now=lambda: NOW), SecurityHandlers("Hafenstrom"))
    assert table.keys() == {n for n, action in ACTIONS.items() if action.sender != "central_system"}
    assert len(table) == 14
