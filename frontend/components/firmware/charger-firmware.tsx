'use client'

import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ChoiceDialog } from '@/components/choice-dialog'
import { firmwareName, meantFor } from '@/components/firmware/firmware-words'
import { again } from '@/components/firmware/retry-button'
import { Button } from '@/components/ui/button'
import { CardHeader } from '@/components/ui/card'
import { deviceName } from '@/lib/device-name'
import { isFor, runsIt } from '@/lib/firmware-plan'
import { formatBytes } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useUpdateChargers } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Charger, Firmware } from '@/lib/types'

interface ChargerFirmwareProps {
  charger: Charger
  files: Firmware[]
}

/** What it runs, and the way to something newer. */
export function ChargerFirmware({ charger, files }: ChargerFirmwareProps) {
  const [asking, setAsking] = useState(false)
  const fitting = files.filter((file) => isFor(file, charger))
  return (
    <>
      <CardHeader className="py-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">
            {charger.firmware_version
              ? t('Firmware {version}', { version: charger.firmware_version })
              : t('Firmware not told yet')}
          </h2>
          <p className="text-muted-foreground">
            {fitting.length === 0
              ? t('No file here is for {model}.', { model: deviceName(charger) || charger.charge_point_id })
              : t('{count, plural, one {# file} other {# files}} for it here', { count: fitting.length })}
          </p>
        </div>
        <May right="operate">
          <Button variant="outline" disabled={fitting.length === 0} onClick={() => setAsking(true)}>
            {t('Update firmware')}
          </Button>
        </May>
      </CardHeader>
      {asking && <UpdateOne charger={charger} files={fitting} onClose={() => setAsking(false)} />}
    </>
  )
}

function UpdateOne({ charger, files, onClose }: ChargerFirmwareProps & { onClose: () => void }) {
  const update = useUpdateChargers()
  const name = charger.charge_point_id
  const begin = (firmwareId: string) =>
    update.mutate(
      { firmwareId, updates: again([{ charger_id: charger.id }]) },
      { onSuccess: () => toast(t('{name} is being updated', { name })) },
    )
  const choices = files.map((file) => ({
    value: file.id,
    label: firmwareName(file),
    detail: [
      meantFor(file),
      formatBytes(file.size),
      file.signature ? t('Signed') : '',
      runsIt(file, charger) ? t('Runs it already') : '',
    ]
      .filter(Boolean)
      .join(', '),
  }))
  const [only] = files.length === 1 ? files : []
  return (
    <ChoiceDialog
      title={
        only
          ? t('Update {name} to {version}?', { name, version: firmwareName(only) })
          : t('Update {name}', { name })
      }
      choices={choices}
      action={t('Update firmware')}
      onClose={onClose}
      onConfirm={begin}
    >
      {charger.online
        ? t('It is asked now. It restarts to install; a running session may end.')
        : t('It is offline, and asked when it is back within 7 days.')}
    </ChoiceDialog>
  )
}
