"""Every action that a charger may send, with its handler."""

from csms.handlers.reply import Handler
from csms.handlers.v16 import firmware_management, security
from csms.handlers.v16.core import CoreHandlers


def handlers(core: CoreHandlers) -> dict[str, Handler]:
    """The table for `Dispatcher`: all 14 actions."""
    return {**core.table(), **firmware_management.HANDLERS, **security.HANDLERS}
