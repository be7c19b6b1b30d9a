import type { ReactNode } from 'react'

import { connectorText, rangeText, rhythm } from '@/components/schedules/limit-words'
import { Time } from '@/components/time'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { curveProfile } from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'

/** What a profile says besides its curve. */
export function ProfileFacts({ profile }: { profile: ChargingProfile }) {
  const curve = curveProfile(profile)
  const { purpose, kind, connector_id, stack_level, transaction_id, installed_at } = profile
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 tabular-nums">
      <Fact label={t('Limit')}>{rangeText(curve)}</Fact>
      <Fact label={t('For')}>{connectorText(connector_id)}</Fact>
      <Fact label={t('Rhythm')}>{rhythm(profile)}</Fact>
      <Fact label={t('Stack level')}>{stack_level}</Fact>
      <Fact label={t('Valid')}>{validity(profile)}</Fact>
      <Fact label={t('Accepted')}>
        <Time value={installed_at} />
      </Fact>
      {transaction_id !== null && <Fact label={t('Transaction')}>{transaction_id}</Fact>}
      <Fact label="OCPP" wide>
        {purpose}, {kind}, {profile.charging_profile_id}
      </Fact>
    </dl>
  )
}

function validity({ valid_from, valid_to }: ChargingProfile): string {
  const from = valid_from && formatTime(valid_from)
  const to = valid_to && formatTime(valid_to)
  if (from && to) return t('{from} to {to}', { from, to })
  if (from) return t('From {from}', { from })
  return to ? t('Until {to}', { to }) : t('Always')
}

function Fact({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'col-span-2' : 'min-w-0'}>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
