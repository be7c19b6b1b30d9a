"""Every action that a charger may send, with its handler."""

from csms.handlers.reply import Handler
from csms.handlers.v16 import firmware_management
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers


def handlers(core: CoreHandlers, security: SecurityHandlers) -> dict[str, Handler]:
    """The table for `Dispatcher`: all 14 actions."""
    return {**core.table(), **firmware_management.HANDLERS, **security.table()}
