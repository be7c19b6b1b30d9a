"""Every table. Statuses, reasons, measurands and purposes are text, never database enums."""

from csms.store.models.accounts import RefreshToken, Session, User
from csms.store.models.attention import AttentionDismissal, ConnectionRefusal
from csms.store.models.chargers import Charger, ConfigurationKey, Connector, Node, Station
from csms.store.models.commands import Command
from csms.store.models.id_tags import IdTag, UnknownTag
from csms.store.models.messages import Message
from csms.store.models.transactions import MeterValue, Transaction, TransactionEvent

__all__ = [
    "AttentionDismissal",
    "Charger",
    "Command",
    "ConfigurationKey",
    "ConnectionRefusal",
    "Connector",
    "IdTag",
    "Message",
    "MeterValue",
    "Node",
    "RefreshToken",
    "Session",
    "Station",
    "Transaction",
    "TransactionEvent",
    "UnknownTag",
    "User",
]
