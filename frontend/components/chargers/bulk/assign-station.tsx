'use client'

import { useId, useState } from 'react'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ChargerDeedProps } from '@/components/chargers/bulk/charger-bulk'
import { nameOf } from '@/components/chargers/bulk/command-deed'
import { StationPicker } from '@/components/stations/station-picker'
import { Label } from '@/components/ui/label'
import { t } from '@/lib/i18n'
import { updateCharger, useRefreshChargers } from '@/lib/queries/chargers'
import { useRefreshStations } from '@/lib/queries/stations'

export function AssignStation({ chargers, onDone, onClose }: ChargerDeedProps) {
  const id = useId()
  // Undefined: nothing is chosen yet.
  const [chosen, setChosen] = useState<string | null>()
  const refreshChargers = useRefreshChargers()
  const refreshStations = useRefreshStations()
  return (
    <BulkDialog
      title={t('Assign to a station')}
      description={t('Where they stand. Nothing is sent to the chargers.')}
      items={chargers}
      nameOf={nameOf}
      skip={(charger) => (charger.station_id === chosen ? t('there already') : null)}
      ready={chosen !== undefined}
      action={(count) => t('{count, plural, one {Assign # charger} other {Assign # chargers}}', { count })}
      deed={async (charger) => {
        await updateCharger(charger.id, { station_id: chosen ?? null })
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
        <StationPicker id={id} value={chosen} onChange={setChosen} none={t('No station')} />
      </div>
    </BulkDialog>
  )
}
