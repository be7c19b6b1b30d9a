import {
  CircleUserRoundIcon,
  CreditCardIcon,
  DownloadIcon,
  EvChargerIcon,
  HistoryIcon,
  KeyRoundIcon,
  LayoutDashboardIcon,
  MapPinIcon,
  ReceiptTextIcon,
  ScrollTextIcon,
  ShieldIcon,
  TagIcon,
  UsersIcon,
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
}

export const OVERVIEW: Place = {
  href: '/',
  label: msg('Overview'),
  icon: LayoutDashboardIcon,
  count: 'attention',
}
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
export const ID_TAGS: Place = { href: '/id-tags', label: msg('Id tags'), icon: TagIcon }

export const FIRMWARE: Place = { href: '/firmware', label: msg('Firmware'), icon: DownloadIcon }
export const SECURITY: Place = { href: '/security', label: msg('Security'), icon: ShieldIcon }

export const USERS: Place = { href: '/users', label: msg('Users'), icon: UsersIcon }
export const API_KEYS: Place = { href: '/api-keys', label: msg('API keys'), icon: KeyRoundIcon }
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
  { right: 'view', places: [OVERVIEW, CHARGERS, STATIONS, TRANSACTIONS] },
  { title: msg('Access'), right: 'view', places: [ID_TAGS] },
  { title: msg('Fleet'), right: 'view', places: [FIRMWARE, SECURITY] },
  { title: msg('Administration'), right: 'administer', places: [USERS, API_KEYS, AUDIT] },
]

/** The phone's tab bar; its fourth place, "More", opens the rest. */
export const TABS: Place[] = [OVERVIEW, CHARGERS, TRANSACTIONS]

export const sectionsFor = (rights: ReadonlySet<Right>): Section[] =>
  SECTIONS.filter(({ right }) => rights.has(right))

/** What the phone shows behind "More". */
export const moreFor = (rights: ReadonlySet<Right>): Place[] =>
  sectionsFor(rights)
    .flatMap(({ places }) => places)
    .filter((place) => !TABS.includes(place))

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
