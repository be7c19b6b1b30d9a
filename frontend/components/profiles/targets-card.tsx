'use client'

import { EvChargerIcon, XIcon } from 'lucide-react'

import { ChargersPicker } from '@/components/chargers/chargers-picker'
import { EmptyState } from '@/components/empty-state'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { ProfileRules } from '@/lib/profile-rules'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

interface TargetsCardProps {
  chargers: Charger[]
  rules: Map<string, ProfileRules>
  onChange: (ids: string[]) => void
}

/** Whom it concerns, and what stands in the way there. */
export function TargetsCard({ chargers, rules, onChange }: TargetsCardProps) {
  const ids = chargers.map(({ id }) => id)
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle>
          {t('{count, plural, =0 {For which chargers} one {For # charger} other {For # chargers}}', {
            count: chargers.length,
          })}
        </CardTitle>
        <ChargersPicker chosen={ids} onAdd={(added) => onChange([...ids, ...added])} />
      </CardHeader>
      {chargers.length === 0 ? (
        <div className="border-t">
          <EmptyState icon={EvChargerIcon} title={t('No charger is chosen yet')}>
            {t('Add one, several, or all of a station.')}
          </EmptyState>
        </div>
      ) : (
        <ul className="max-h-72 divide-y overflow-y-auto border-t">
          {chargers.map((charger) => (
            <li key={charger.id} className="flex min-h-11 items-center gap-3 px-4 py-1.5">
              <div className="min-w-0 flex-1">
                <p className="truncate">
                  <span className="font-medium">{charger.charge_point_id}</span>{' '}
                  <span className="text-muted-foreground">{charger.station_name}</span>
                </p>
                <Obstacle charger={charger} rules={rules.get(charger.id)} />
              </div>
              <StatusBadge plain status={chargerStatus(charger)} />
              <Button
                variant="ghost"
                size="icon-xs"
                className="max-md:size-10"
                aria-label={t('Leave out {charger}', { charger: charger.charge_point_id })}
                onClick={() => onChange(ids.filter((id) => id !== charger.id))}
              >
                <XIcon />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Obstacle({ charger, rules }: { charger: Charger; rules: ProfileRules | undefined }) {
  const words = obstacle(charger, rules)
  return words && <p className="text-xs text-suspended">{words}</p>
}

function obstacle({ online }: Charger, rules: ProfileRules | undefined): string | null {
  if (!online) return t('Offline: it cannot be asked now.')
  if (rules?.smartCharging === false)
    return t('It does not support smart charging (SupportedFeatureProfiles).')
  if (rules?.smartCharging === null)
    return t('It has not told what it supports: read its configuration to know.')
  return null
}
