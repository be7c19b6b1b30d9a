'use client'

import { ActivityIcon, EvChargerIcon, GaugeIcon, PlusIcon, TargetIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'

import { May } from '@/components/auth/may'
import type { Filter } from '@/components/data-table/filters'
import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { useSheetKeys } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { profileColumns } from '@/components/profiles/profile-columns'
import { ProfileSheet } from '@/components/profiles/profile-sheet'
import { useProfileList } from '@/components/profiles/use-profile-list'
import { PURPOSES, type Purpose } from '@/components/schedules/limit-words'
import { PROFILE_STATES, type ShownState } from '@/components/schedules/profile-badge'
import { useStationFilter } from '@/components/stations/use-station-filter'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useCharger } from '@/lib/queries/chargers'
import { useChargingProfile, useProfileSummary, type ProfileFilter } from '@/lib/queries/charging-profiles'
import type { ChargingProfileSummary } from '@/lib/types'
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
const EVERYTHING = {}
const NO_FILTER = { charger: null, station: null, purpose: null, state: null }

/** The profiles of the fleet, with one in a sheet beside. */
export function ProfilesPage() {
  const fleet = useProfileSummary(EVERYTHING).data
  const now = useNow(MINUTE)
  const [params, setParams] = useQueryStates(PARAMS)
  const open = useCallback((id: string) => void setParams({ profile: id }), [setParams])
  const beside = params.profile !== null
  const columns = useMemo(
    () => profileColumns(now, open).filter(({ id }) => !beside || !GIVES_WAY.has(id ?? '')),
    [now, open, beside],
  )
  const { list, rows, source, fetchAll } = useProfileList({ columns, filter: filterOf(params) })
  const filters = useFilters(params, (change) => void setParams(change))
  const index = rows.findIndex(({ id }) => id === params.profile)
  const opened = useChargingProfile(index < 0 ? params.profile : null)
  const selected = rows[index] ?? opened
  const itsCharger = useCharger(selected?.charger_id ?? null).data
  const close = () => void setParams({ profile: null })
  const step = (by: number) => {
    const next = rows[index + by]
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
        title={fleet ? titleOf(fleet) : t('Charging profiles')}
        noun={t('charging profiles')}
        list={list}
        source={source}
        all={fleet?.total ?? rows.length}
        searchPlaceholder={t('Charger, profile number')}
        onOpen={({ id }) => open(id)}
        sheetOpen={selected !== undefined}
        exporting={<ExportAll table={list.table} name={t('charging profiles')} fetchAll={fetchAll} />}
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

function titleOf({ total, chargers }: ChargingProfileSummary): string {
  if (total === 0) return t('No charging profile')
  return t(
    '{count, plural, one {# charging profile} other {# charging profiles}} on {chargers, plural, one {# charger} other {# chargers}}',
    { count: total, chargers },
  )
}

type Params = Record<keyof typeof PARAMS, string | null>

function filterOf({ charger, station, purpose, state }: Params): ProfileFilter {
  return {
    ...(charger && { charger_id: charger }),
    ...(station && { station_id: station }),
    ...(isPurpose(purpose) && { purpose }),
    ...(isState(state) && { state }),
  }
}

const isPurpose = (text: string | null): text is Purpose => text !== null && Object.hasOwn(PURPOSES, text)
const isState = (text: string | null): text is ShownState =>
  text !== null && Object.hasOwn(PROFILE_STATES, text)

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
