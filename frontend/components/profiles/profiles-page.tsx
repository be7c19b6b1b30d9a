'use client'

import { ActivityIcon, EvChargerIcon, GaugeIcon, PlusIcon, TargetIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'

import { May } from '@/components/auth/may'
import type { Filter } from '@/components/data-table/filters'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { useSheetKeys } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { profileColumns, profileName } from '@/components/profiles/profile-columns'
import { ProfileSheet } from '@/components/profiles/profile-sheet'
import { PURPOSES } from '@/components/schedules/limit-words'
import { PROFILE_STATES, shownState } from '@/components/schedules/profile-badge'
import { useStationFilter } from '@/components/stations/use-station-filter'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useCharger } from '@/lib/queries/chargers'
import { useChargingProfiles } from '@/lib/queries/charging-profiles'
import { useStationChargers } from '@/lib/queries/stations'
import type { ChargingProfile } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000
const PARAMS = {
  charger: parseAsString,
  station: parseAsString,
  purpose: parseAsString,
  state: parseAsString,
  profile: parseAsString,
}
/** What the sheet says too. */
const GIVES_WAY = new Set(['rhythm', 'level', 'installed'])
const NO_FILTER = { charger: null, station: null, purpose: null, state: null }

const searchText = (profile: ChargingProfile) => `${profileName(profile)} ${profile.charging_profile_id}`

/** The profiles of the fleet, with one in a sheet beside. */
export function ProfilesPage() {
  const profiles = useChargingProfiles()
  const now = useNow(MINUTE)
  const [params, setParams] = useQueryStates(PARAMS)
  const { charger, station, purpose, state } = params
  const there = useStationChargers(station).items
  const rows = useMemo(() => {
    const ids = new Set(there.map(({ id }) => id))
    return profiles.items.filter(
      (profile) =>
        (!charger || profile.charger_id === charger) &&
        (!station || ids.has(profile.charger_id)) &&
        (!purpose || profile.purpose === purpose) &&
        (!state || shownState(profile, now) === state),
    )
  }, [profiles.items, there, charger, station, purpose, state, now])
  const open = useCallback((id: string) => void setParams({ profile: id }), [setParams])
  const beside = params.profile !== null
  const columns = useMemo(
    () => profileColumns(now, open).filter(({ id }) => !beside || !GIVES_WAY.has(id ?? '')),
    [now, open, beside],
  )
  const list = useListTable({
    rows,
    columns,
    defaultSort: '-installed',
    searchText,
  })
  const filters = useFilters(params, (change) => {
    list.url.setPage(0)
    void setParams(change)
  })
  const shown = list.table.getRowModel().rows.map(({ original }) => original)
  const index = shown.findIndex(({ id }) => id === params.profile)
  const selected = profiles.items.find(({ id }) => id === params.profile)
  const itsCharger = useCharger(selected?.charger_id ?? null).data
  const close = () => void setParams({ profile: null })
  const step = (by: number) => {
    const next = shown[index + by]
    return index >= 0 && next ? () => open(next.id) : null
  }
  useSheetKeys(selected !== undefined, step, close)
  const install = (
    <May right="operate">
      <Button asChild>
        <Link href="/profiles/new">
          <PlusIcon /> {t('Install profile')}
        </Link>
      </Button>
    </May>
  )
  return (
    <div className="flex min-w-0 flex-1">
      <ListPage
        crumb={t('Charging profiles')}
        title={profiles.loading ? t('Charging profiles') : titleOf(profiles.items)}
        noun={t('charging profiles')}
        list={list}
        source={profiles}
        all={profiles.items.length}
        searchPlaceholder={t('Charger, profile number')}
        onOpen={({ id }) => open(id)}
        sheetOpen={selected !== undefined}
        action={install}
        filters={filters}
        onClearFilters={() => void setParams(NO_FILTER)}
        empty={
          <EmptyState icon={GaugeIcon} title={t('No charging profile yet')} action={install}>
            {t('With one a charger draws no more than it shall: at night, after work, or always.')}
          </EmptyState>
        }
      />
      {selected && (
        <ProfileSheet
          profile={selected}
          charger={itsCharger}
          onNewer={step(-1)}
          onOlder={step(1)}
          onClose={close}
        />
      )}
    </div>
  )
}

function titleOf(profiles: ChargingProfile[]): string {
  if (profiles.length === 0) return t('No charging profile')
  const chargers = new Set(profiles.map(({ charger_id }) => charger_id)).size
  return t(
    '{count, plural, one {# charging profile} other {# charging profiles}} on {chargers, plural, one {# charger} other {# chargers}}',
    { count: profiles.length, chargers },
  )
}

type Params = Record<keyof typeof PARAMS, string | null>

function useFilters(params: Params, set: (change: Partial<Params>) => void): Filter[] {
  const place = useStationFilter(params.station, (station) => set({ station }))
  const one = useCharger(params.charger).data
  const ofCharger: Filter = {
    key: 'charger',
    label: t('Charger'),
    icon: EvChargerIcon,
    options: one ? [{ value: one.id, label: one.charge_point_id }] : [],
    value: params.charger,
    onChange: (charger) => set({ charger }),
  }
  return [
    // Of a whole fleet one is found by search; a link from a charger sets it.
    ...(params.charger ? [ofCharger] : []),
    {
      key: 'purpose',
      label: t('For'),
      icon: TargetIcon,
      options: Object.entries(PURPOSES).map(([value, { label }]) => ({ value, label: t(label) })),
      value: params.purpose,
      onChange: (purpose) => set({ purpose }),
    },
    {
      key: 'state',
      label: t('State'),
      icon: ActivityIcon,
      options: Object.entries(PROFILE_STATES).map(([value, { label }]) => ({ value, label: t(label) })),
      value: params.state,
      onChange: (state) => set({ state }),
    },
    place,
  ]
}
