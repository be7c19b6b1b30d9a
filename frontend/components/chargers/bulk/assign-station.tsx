'use client'

import { useId, useState } from 'react'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ChargerDeedProps } from '@/components/chargers/bulk/charger-bulk'
import { nameOf } from '@/components/chargers/bulk/command-deed'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'
import { updateCharger, useRefreshChargers } from '@/lib/queries/chargers'
import { useRefreshStations, useStations } from '@/lib/queries/stations'

const NONE = 'none'

export function AssignStation({ chargers, onDone, onClose }: ChargerDeedProps) {
  const id = useId()
  const stations = useStations().items
  const [chosen, setChosen] = useState('')
  const refreshChargers = useRefreshChargers()
  const refreshStations = useRefreshStations()
  const station_id = chosen === NONE ? null : chosen
  return (
    <BulkDialog
      title={t('Assign to a station')}
      description={t('Where they stand. Nothing is sent to the chargers.')}
      items={chargers}
      nameOf={nameOf}
      skip={(charger) => (chosen && charger.station_id === station_id ? t('there already') : null)}
      ready={chosen !== ''}
      action={(count) => t('{count, plural, one {Assign # charger} other {Assign # chargers}}', { count })}
      deed={async (charger) => {
        await updateCharger(charger.id, { station_id })
        return { ok: true, text: t('Assigned') }
      }}
      onDone={() => {
        onDone()
        return Promise.all([refreshChargers(), refreshStations()])
      }}
      onClose={onClose}
    >
      <div className="grid gap-1.5">
        <Label htmlFor={id}>{t('Station')}</Label>
        <Select value={chosen} onValueChange={setChosen}>
          <SelectTrigger id={id} className="w-full">
            <SelectValue placeholder={t('Choose a station')} />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NONE}>{t('No station')}</SelectItem>
            {stations.map((station) => (
              <SelectItem key={station.id} value={station.id}>
                {station.name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
    </BulkDialog>
  )
}
