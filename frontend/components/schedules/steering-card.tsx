'use client'

import { CommandLife } from '@/components/commands/command-life'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useCommands } from '@/lib/queries/charger-detail'
import type { Charger } from '@/lib/types'

const LOOKED_AT = 30
const SHOWN = 3
const STEERING = new Set([
  'SetChargingProfile',
  'ClearChargingProfile',
  'GetCompositeSchedule',
  'SendLocalList',
  'ReserveNow',
  'CancelReservation',
])

/** What was lately sent to steer the charger, each with its life; nothing where nothing was. */
export function SteeringCard({ charger }: { charger: Charger }) {
  const { data } = useCommands(charger.id, LOOKED_AT)
  const commands = data?.items.filter(({ action }) => STEERING.has(action)).slice(0, SHOWN) ?? []
  if (commands.length === 0) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Lately sent')}</CardTitle>
      </CardHeader>
      <div className="divide-y border-t">
        {commands.map((command) => (
          <CommandLife key={command.id} command={command} />
        ))}
      </div>
    </Card>
  )
}
