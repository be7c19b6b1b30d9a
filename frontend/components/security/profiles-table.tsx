'use client'

import { ShieldCheckIcon, ShieldIcon } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'

import { useChargerList } from '@/components/chargers/use-charger-list'
import { DataTable } from '@/components/data-table/data-table'
import { EndlessFooter } from '@/components/data-table/endless-rows'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PROFILE_COLUMNS } from '@/components/security/profile-columns'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { ChargerFilter } from '@/lib/queries/chargers'
import { SECURITY_PROFILES, securityProfileLabel } from '@/lib/security-profiles'
import { isWeak } from '@/lib/security-words'

const WEAK = 'weak'
const PROFILES = [WEAK, 'all', '0', '1', '2', '3'] as const

/** Who comes in how; at first those that could do better. */
export function ProfilesTable() {
  const [profile, setProfile] = useQueryState('profile', parseAsStringLiteral(PROFILES).withDefault(WEAK))
  const { list, rows, source } = useChargerList({
    columns: PROFILE_COLUMNS,
    defaultSort: 'profile',
    filter: filterOf(profile),
  })
  const choose = (value: string | null) => {
    list.url.setPage(0)
    void setProfile((value ?? 'all') as typeof profile)
  }
  if (source.error && rows.length === 0) {
    return (
      <Card>
        <ErrorState
          title={t('The chargers could not be loaded')}
          error={source.error}
          onRetry={source.refetch}
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
        loading={source.loading}
        rowHref={({ id }) => `/chargers/${id}/security`}
        endless={list.endless}
        footer={<EndlessFooter noun={t('chargers')} endless={list.endless} />}
        empty={
          <EmptyState icon={ShieldCheckIcon} title={t('No charger matches')}>
            {profile === WEAK && list.url.search === ''
              ? t('Every charger needs an encrypted connection.')
              : null}
          </EmptyState>
        }
      />
    </div>
  )
}

function filterOf(profile: (typeof PROFILES)[number]): ChargerFilter {
  if (profile === 'all') return {}
  if (profile !== WEAK) return { security_profile: [Number(profile)] }
  return { security_profile: SECURITY_PROFILES.map(({ value }) => value).filter(isWeak) }
}
