"""Every table. Statuses, reasons, measurands and purposes are text, never database enums."""

from csms.store.models.accounts import Identity, RefreshToken, Session, User
from csms.store.models.api_keys import ApiKey
from csms.store.models.attention import AttentionDismissal, ConnectionRefusal
from csms.store.models.audit import AuditEntry
from csms.store.models.certificates import ChargerCertificate, InstalledCertificate, SecurityEvent
from csms.store.models.chargers import Charger, Connection, Connector, Node, Station, Watch
from csms.store.models.charging_profiles import ChargingProfile
from csms.store.models.commands import Command
from csms.store.models.configuration import (
    ConfigurationAttempt,
    ConfigurationDrift,
    ConfigurationKey,
    ConfigurationStanding,
    ConfigurationTemplate,
    ConfigurationWish,
)
from csms.store.models.id_tags import IdTag, IdTagDue, UnknownTag
from csms.store.models.idempotency import IdempotencyKey
from csms.store.models.letters import AuthCode, Invitation, LetterLimit, OneTimeToken, ProviderFlow
from csms.store.models.local_lists import LocalList, LocalListCopy, LocalListTag
from csms.store.models.messages import Message
from csms.store.models.notifications import Notification, NotificationRule, NotifiedMatter
from csms.store.models.reservations import Reservation
from csms.store.models.rollups import (
    ChargerDay,
    EnergyDay,
    EnergyQuarter,
    PeakDay,
    PeakDue,
    SessionFigures,
    StateSpan,
)
from csms.store.models.statuses import ConnectorStatus
from csms.store.models.transactions import (
    MeterValue,
    QuarantinedStop,
    Transaction,
    TransactionEvent,
)
from csms.store.models.transfers import FirmwareFile, Transfer
from csms.store.models.violations import Violation
from csms.store.models.webhooks import Webhook, WebhookDelivery, WebhookEvent

__all__ = [
    "ApiKey",
    "AttentionDismissal",
    "AuditEntry",
    "AuthCode",
    "Charger",
    "ChargerCertificate",
    "ChargerDay",
    "ChargingProfile",
    "Command",
    "ConfigurationAttempt",
    "ConfigurationDrift",
    "ConfigurationKey",
    "ConfigurationStanding",
    "ConfigurationTemplate",
    "ConfigurationWish",
    "Connection",
    "ConnectionRefusal",
    "Connector",
    "ConnectorStatus",
    "EnergyDay",
    "EnergyQuarter",
    "FirmwareFile",
    "IdTag",
    "IdTagDue",
    "IdempotencyKey",
    "Identity",
    "InstalledCertificate",
    "Invitation",
    "LetterLimit",
    "LocalList",
    "LocalListCopy",
    "LocalListTag",
    "Message",
    "MeterValue",
    "Node",
    "Notification",
    "NotificationRule",
    "NotifiedMatter",
    "OneTimeToken",
    "PeakDay",
    "PeakDue",
    "ProviderFlow",
    "QuarantinedStop",
    "RefreshToken",
    "Reservation",
    "SecurityEvent",
    "Session",
    "SessionFigures",
    "StateSpan",
    "Station",
    "Transaction",
    "TransactionEvent",
    "Transfer",
    "UnknownTag",
    "User",
    "Violation",
    "Watch",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
]
