import {
  EvChargerIcon,
  LayoutDashboardIcon,
  MapPinIcon,
  ReceiptTextIcon,
  TagIcon,
  type LucideIcon,
} from 'lucide-react'

export interface Place {
  href: string
  label: string
  icon: LucideIcon
  count?: 'attention' | 'chargers' | 'stations'
}

export const OVERVIEW: Place = {
  href: '/',
  label: 'Overview',
  icon: LayoutDashboardIcon,
  count: 'attention',
}
export const CHARGERS: Place = {
  href: '/chargers',
  label: 'Chargers',
  icon: EvChargerIcon,
  count: 'chargers',
}
export const STATIONS: Place = { href: '/stations', label: 'Stations', icon: MapPinIcon, count: 'stations' }
export const TRANSACTIONS: Place = { href: '/transactions', label: 'Transactions', icon: ReceiptTextIcon }
export const ID_TAGS: Place = { href: '/id-tags', label: 'Id tags', icon: TagIcon }

export const SECTIONS: { title?: string; places: Place[] }[] = [
  { places: [OVERVIEW, CHARGERS, STATIONS, TRANSACTIONS] },
  { title: 'Access', places: [ID_TAGS] },
]

/** The phone's tab bar; its fourth place, "More", opens the rest. */
export const TABS: Place[] = [OVERVIEW, CHARGERS, TRANSACTIONS]
export const MORE: Place[] = [STATIONS, ID_TAGS]

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
