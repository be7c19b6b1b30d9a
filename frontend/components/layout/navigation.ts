import {
  BellIcon,
  BookmarkIcon,
  ChartNoAxesColumnIcon,
  CircleUserRoundIcon,
  CreditCardIcon,
  DownloadIcon,
  EvChargerIcon,
  GaugeIcon,
  HistoryIcon,
  KeyRoundIcon,
  LayoutDashboardIcon,
  ListChecksIcon,
  MapIcon,
  MapPinIcon,
  ReceiptTextIcon,
  ScrollTextIcon,
  SettingsIcon,
  ShieldIcon,
  SlidersHorizontalIcon,
  TagIcon,
  TriangleAlertIcon,
  UsersIcon,
  WebhookIcon,
  ZapIcon,
  type LucideIcon,
} from 'lucide-react'

import { msg } from '@/lib/i18n'
import type { Right } from '@/lib/rights'

/** A page one can go to; its label is shown with `t()`. */
export interface Place {
  href: string
  label: string
  icon: LucideIcon
  count?: 'attention' | 'chargers' | 'stations'
  /** What it takes, where that is not what its section takes. */
  right?: Right
}

export const OVERVIEW: Place = {
  href: '/',
  label: msg('Overview'),
  icon: LayoutDashboardIcon,
}
export const MAP: Place = { href: '/map', label: msg('Map'), icon: MapIcon }
export const CHARGERS: Place = {
  href: '/chargers',
  label: msg('Chargers'),
  icon: EvChargerIcon,
  count: 'chargers',
}
export const STATIONS: Place = {
  href: '/stations',
  label: msg('Stations'),
  icon: MapPinIcon,
  count: 'stations',
}
export const TRANSACTIONS: Place = {
  href: '/transactions',
  label: msg('Transactions'),
  icon: ReceiptTextIcon,
}
export const ANALYTICS: Place = { href: '/analytics', label: msg('Analytics'), icon: ChartNoAxesColumnIcon }
export const PROBLEMS: Place = {
  href: '/problems',
  label: msg('Problems'),
  icon: TriangleAlertIcon,
  count: 'attention',
}
export const ID_TAGS: Place = { href: '/id-tags', label: msg('Id tags'), icon: TagIcon }
export const RESERVATIONS: Place = { href: '/reservations', label: msg('Reservations'), icon: BookmarkIcon }
export const LOCAL_LISTS: Place = { href: '/local-lists', label: msg('Local lists'), icon: ListChecksIcon }

export const PROFILES: Place = { href: '/profiles', label: msg('Charging profiles'), icon: GaugeIcon }
export const CONFIGURATION: Place = {
  href: '/configuration',
  label: msg('Configuration'),
  icon: SlidersHorizontalIcon,
}

export const FIRMWARE: Place = { href: '/firmware', label: msg('Firmware'), icon: DownloadIcon }
export const SECURITY: Place = { href: '/security', label: msg('Security'), icon: ShieldIcon }

export const USERS: Place = { href: '/users', label: msg('Users'), icon: UsersIcon }
export const API_KEYS: Place = { href: '/api-keys', label: msg('API keys'), icon: KeyRoundIcon }
export const WEBHOOKS: Place = { href: '/webhooks', label: msg('Webhooks'), icon: WebhookIcon }
export const NOTIFICATIONS: Place = {
  href: '/notifications',
  label: msg('Notifications'),
  icon: BellIcon,
  right: 'view',
}
export const SETTINGS: Place = { href: '/settings', label: msg('Settings'), icon: SettingsIcon }
export const AUDIT: Place = { href: '/audit', label: msg('Audit'), icon: ScrollTextIcon }

/** What is one's own; everybody has it. */
export const MY_CHARGING: Place = { href: '/me', label: msg('My charging'), icon: ZapIcon }
export const MY_SESSIONS: Place = { href: '/me/sessions', label: msg('History'), icon: HistoryIcon }
export const MY_CARDS: Place = { href: '/me/cards', label: msg('Cards'), icon: CreditCardIcon }
export const ACCOUNT: Place = { href: '/account', label: msg('Account'), icon: CircleUserRoundIcon }

/** `right`: what the places of a section take; without it nobody is shown them. */
interface Section {
  title?: string
  right: Right
  places: Place[]
}

const SECTIONS: Section[] = [
  { right: 'view', places: [OVERVIEW, MAP, CHARGERS, STATIONS, TRANSACTIONS, ANALYTICS, PROBLEMS] },
  { title: msg('Access'), right: 'view', places: [ID_TAGS, LOCAL_LISTS, RESERVATIONS] },
  { title: msg('Fleet'), right: 'view', places: [PROFILES, CONFIGURATION, FIRMWARE, SECURITY] },
  {
    title: msg('Administration'),
    right: 'administer',
    places: [USERS, API_KEYS, WEBHOOKS, NOTIFICATIONS, AUDIT, SETTINGS],
  },
]

/** The phone's tab bar; its fourth place, "More", opens the rest. */
export const TABS: Place[] = [OVERVIEW, CHARGERS, TRANSACTIONS]

export const sectionsFor = (rights: ReadonlySet<Right>): Section[] =>
  SECTIONS.map((section) => ({
    ...section,
    places: section.places.filter(({ right }) => rights.has(right ?? section.right)),
  })).filter(({ places }) => places.length > 0)

/** What the phone shows behind "More". */
export const moreFor = (rights: ReadonlySet<Right>): Place[] =>
  sectionsFor(rights)
    .flatMap(({ places }) => places)
    .filter((place) => !TABS.includes(place))

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
