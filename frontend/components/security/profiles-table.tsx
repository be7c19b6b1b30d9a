'use client'

import { ShieldCheckIcon, ShieldIcon } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters'
import { Pager } from '@/components/data-table/pager'
import { SearchField } from '@/components/data-table/search-field'
import { PAGE_SIZE, useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PROFILE_COLUMNS } from '@/components/security/profile-columns'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { useChargers } from '@/lib/queries/chargers'
import { SECURITY_PROFILES, securityProfileLabel } from '@/lib/security-profiles'
import { isWeak } from '@/lib/security-words'
import type { Charger } from '@/lib/types'

const WEAK = 'weak'
const PROFILES = [WEAK, 'all', '0', '1', '2', '3'] as const

const searchText = ({ charge_point_id, name, station_name }: Charger) =>
  [charge_point_id, name, station_name].join(' ')

/** Who comes in how; at first those that could do better. */
export function ProfilesTable({ chargers }: { chargers: ReturnType<typeof useChargers> }) {
  const [profile, setProfile] = useQueryState('profile', parseAsStringLiteral(PROFILES).withDefault(WEAK))
  const rows = useMemo(
    () => chargers.items.filter((charger) => matches(charger, profile)),
    [chargers.items, profile],
  )
  const list = useListTable({ rows, columns: PROFILE_COLUMNS, defaultSort: 'profile', searchText })
  const choose = (value: string | null) => {
    list.url.setPage(0)
    void setProfile((value ?? 'all') as typeof profile)
  }
  if (chargers.error && chargers.items.length === 0) {
    return (
      <Card>
        <ErrorState
          title={t('The chargers could not be loaded')}
          error={chargers.error}
          onRetry={chargers.refetch}
        />
      </Card>
    )
  }
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          value={list.url.search}
          onChange={list.url.setSearch}
          placeholder={t('Charger, station')}
        />
        <Filters
          filters={[
            {
              key: 'profile',
              label: t('Profile'),
              icon: ShieldIcon,
              options: [
                { value: WEAK, label: t('TLS not needed: 0 and 1') },
                ...SECURITY_PROFILES.map(({ value }) => ({
                  value: String(value),
                  label: securityProfileLabel(value),
                })),
              ],
              value: profile === 'all' ? null : profile,
              onChange: choose,
            },
          ]}
        />
      </div>
      <DataTable
        table={list.table}
        label={t('Chargers')}
        loading={chargers.loading}
        rowHref={({ id }) => `/chargers/${id}/security`}
        empty={
          <EmptyState icon={ShieldCheckIcon} title={t('No charger matches')}>
            {profile === WEAK && list.url.search === ''
              ? t('Every charger needs an encrypted connection.')
              : null}
          </EmptyState>
        }
      />
      <Pager
        noun={t('chargers')}
        page={list.url.page}
        pageSize={PAGE_SIZE}
        total={list.total}
        onPage={list.url.setPage}
      />
    </div>
  )
}

function matches({ security_profile }: Charger, profile: (typeof PROFILES)[number]): boolean {
  if (profile === 'all') return true
  return profile === WEAK ? isWeak(security_profile) : security_profile === Number(profile)
}
