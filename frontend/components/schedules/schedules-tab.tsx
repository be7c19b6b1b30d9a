'use client'

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { LocalListCard } from '@/components/local-lists/local-list-card'
import { connectorText, LIMIT_UNITS } from '@/components/schedules/limit-words'
import { LimitsCard } from '@/components/schedules/limits-card'
import { ProfileCards } from '@/components/schedules/profile-cards'
import { ReservationsCard } from '@/components/schedules/reservations-card'
import { SteeringCard } from '@/components/schedules/steering-card'
import { SegmentedSwitch } from '@/components/segmented-switch'
import { t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

const UNITS = ['A', 'W'] as const
const HOURS = ['6', '24', '168'] as const
const PARAMS = {
  connector: parseAsInteger,
  unit: parseAsStringLiteral(UNITS).withDefault('A'),
  hours: parseAsStringLiteral(HOURS).withDefault('24'),
}

/** What steers this charger: limits over time, its profiles, its reservations, its local list. */
export function SchedulesTab() {
  const charger = useThisCharger()
  const [{ connector, unit, hours }, setParams] = useQueryStates(PARAMS, { history: 'replace' })
  const numbers = [0, ...charger.connectors.map(({ connector_id }) => connector_id)]
  const chosen = numbers.includes(connector ?? -1) ? (connector ?? 0) : busyConnector(charger)
  return (
    <div className="grid flex-1 content-start gap-4 p-4 md:px-6 md:pb-6 xl:grid-cols-[minmax(0,1fr)_348px]">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <SegmentedSwitch
            label={t('Connector')}
            value={String(chosen)}
            options={numbers.map((number) => ({ value: String(number), label: connectorText(number) }))}
            onChange={(value) => void setParams({ connector: Number(value) })}
          />
          <span className="ml-auto flex gap-2 max-sm:ml-0">
            <SegmentedSwitch
              label={t('Time shown')}
              value={hours}
              options={HOURS.map((value) => ({ value, label: spanLabel(value) }))}
              onChange={(value) => void setParams({ hours: HOURS.find((known) => known === value) ?? null })}
            />
            <SegmentedSwitch
              label={t('Unit')}
              value={unit}
              options={UNITS.map((value) => ({ value, label: LIMIT_UNITS[value] }))}
              onChange={(value) => void setParams({ unit: UNITS.find((known) => known === value) ?? null })}
            />
          </span>
        </div>
        <LimitsCard
          key={`${chosen} ${unit} ${hours}`}
          charger={charger}
          connector={chosen}
          unit={unit}
          hours={Number(hours)}
        />
        <ProfileCards charger={charger} connector={chosen} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <SteeringCard charger={charger} />
        <ReservationsCard charger={charger} />
        <LocalListCard charger={charger} />
      </div>
    </div>
  )
}

/** The first connector where something happens. */
function busyConnector({ connectors }: Charger): number {
  const busy = connectors.find(({ transaction }) => transaction) ?? connectors[0]
  return busy?.connector_id ?? 0
}

const spanLabel = (hours: (typeof HOURS)[number]): string =>
  hours === '168' ? t('7 days') : t('{hours} h', { hours })
