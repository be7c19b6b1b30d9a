"""What the routes work with. Put together by `csms.main`, kept at `app.state.services`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from csms.auth.accounts import Accounts
from csms.auth.api_keys import ApiKeys
from csms.auth.certificate_authority import CertificateAuthority
from csms.auth.credentials import ChargerCredentials
from csms.auth.embedded import Embedded
from csms.auth.idempotency import Idempotency
from csms.auth.principals import Principals
from csms.auth.supabase_project import SupabaseProject
from csms.auth.users import Users
from csms.charging.announcer import Announcer
from csms.charging.certificates import Certificates
from csms.charging.charging_profiles import ChargingProfiles
from csms.charging.commands import Commands
from csms.charging.configuration import Configuration
from csms.charging.credentials import Credentials
from csms.charging.drift_watch import DriftWatch
from csms.charging.drop_box import DropBox
from csms.charging.external_authorization import ExternalAuthorization
from csms.charging.firmware import FirmwareFiles
from csms.charging.force_stop import Transactions
from csms.charging.jobs import Jobs
from csms.charging.local_lists import LocalLists
from csms.charging.notification_delivery import Delivery
from csms.charging.notification_rules import NotificationRules
from csms.charging.notifications import Notifications
from csms.charging.repair import Repair
from csms.charging.reservations import Reservations
from csms.charging.wishes import Wishes
from csms.config import Settings
from csms.mail import Post
from csms.realtime.broker import Broker
from csms.store.files import Files
from csms.store.journal import Journal
from csms.webhooks.hooks import Webhooks


class Fleet(Protocol):
    """The built-in simulated charge points of this process."""

    async def start(self, charger_id: UUID, charge_point_id: str, password: str | None) -> None:
        """Connects a simulated charge point in that charger's place; harmless when it runs already."""

    async def stop(self, charger_id: UUID) -> None:
        """Takes it away again; harmless when none runs."""

    def running(self, charger_id: UUID) -> bool: ...


@dataclass(frozen=True, slots=True)
class Services:
    """`accounts` are the embedded ones, `principals` those whose tokens are good: the same, or `supabase`'s.

    `charger_credentials` makes the stored form of new passwords, `credentials` replaces them online.

    post: None where no mail can be sent.
    """

    settings: Settings
    accounts: Accounts
    embedded: Embedded
    principals: Principals
    users: Users
    api_keys: ApiKeys
    idempotency: Idempotency
    broker: Broker
    journal: Journal
    announcer: Announcer
    commands: Commands
    transactions: Transactions
    credentials: Credentials
    charger_credentials: ChargerCredentials
    certificates: Certificates
    authority: CertificateAuthority
    reservations: Reservations
    local_lists: LocalLists
    charging_profiles: ChargingProfiles
    configuration: Configuration
    wishes: Wishes
    repair: Repair
    drift_watch: DriftWatch
    firmware: FirmwareFiles
    jobs: Jobs
    drop_box: DropBox
    files: Files
    notification_rules: NotificationRules
    notifications: Notifications
    delivery: Delivery
    webhooks: Webhooks
    fleet: Fleet
    now: Callable[[], datetime]
    post: Post | None
    external_authorization: ExternalAuthorization | None = None
    supabase: SupabaseProject | None = None
