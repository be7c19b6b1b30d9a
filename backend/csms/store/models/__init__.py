"""Every table. Statuses, reasons, measurands and purposes are text, never database enums."""

from csms.store.models.accounts import RefreshToken, Session, User
from csms.store.models.api_keys import ApiKey
from csms.store.models.attention import AttentionDismissal, ConnectionRefusal
from csms.store.models.audit import AuditEntry
from csms.store.models.certificates import ChargerCertificate, InstalledCertificate, SecurityEvent
from csms.store.models.chargers import Charger, Connector, Node, Station
from csms.store.models.charging_profiles import ChargingProfile
from csms.store.models.commands import Command
from csms.store.models.configuration import (
    ConfigurationAttempt,
    ConfigurationKey,
    ConfigurationTemplate,
    ConfigurationWish,
)
from csms.store.models.id_tags import IdTag, UnknownTag
from csms.store.models.local_lists import LocalList, LocalListCopy, LocalListTag
from csms.store.models.messages import Message
from csms.store.models.notifications import Notification, NotificationRule, NotifiedMatter
from csms.store.models.reservations import Reservation
from csms.store.models.statuses import ConnectorStatus
from csms.store.models.transactions import (
    EnergyQuarter,
    MeterValue,
    QuarantinedStop,
    Transaction,
    TransactionEvent,
)
from csms.store.models.transfers import FirmwareFile, Transfer
from csms.store.models.violations import Violation

__all__ = [
    "ApiKey",
    "AttentionDismissal",
    "AuditEntry",
    "Charger",
    "ChargerCertificate",
    "ChargingProfile",
    "Command",
    "ConfigurationAttempt",
    "ConfigurationKey",
    "ConfigurationTemplate",
    "ConfigurationWish",
    "ConnectionRefusal",
    "Connector",
    "ConnectorStatus",
    "EnergyQuarter",
    "FirmwareFile",
    "IdTag",
    "InstalledCertificate",
    "LocalList",
    "LocalListCopy",
    "LocalListTag",
    "Message",
    "MeterValue",
    "Node",
    "Notification",
    "NotificationRule",
    "NotifiedMatter",
    "QuarantinedStop",
    "RefreshToken",
    "Reservation",
    "SecurityEvent",
    "Session",
    "Station",
    "Transaction",
    "TransactionEvent",
    "Transfer",
    "UnknownTag",
    "User",
    "Violation",
]
