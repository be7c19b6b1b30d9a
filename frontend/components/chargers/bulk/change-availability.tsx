'use client'

import { useState } from 'react'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ChargerDeedProps } from '@/components/chargers/bulk/charger-bulk'
import { commandDeed, nameOf, skipOffline } from '@/components/chargers/bulk/command-deed'
import { Choices } from '@/components/choice-dialog'
import { t } from '@/lib/i18n'

/** OCPP 1.6, 5.2: connector 0 is the charger with all of its connectors. */
const WHOLE = 0

export function ChangeAvailability({ chargers, onDone, onClose }: ChargerDeedProps) {
  const [type, setType] = useState('Inoperative')
  return (
    <BulkDialog
      title={t('Change availability')}
      description={t('Of the whole charger, with all of its connectors. Running sessions end first.')}
      items={chargers}
      nameOf={nameOf}
      skip={skipOffline}
      action={(count) =>
        type === 'Inoperative'
          ? t('{count, plural, one {Take # charger out of service} other {Take # chargers out of service}}', {
              count,
            })
          : t('{count, plural, one {Put # charger into service} other {Put # chargers into service}}', {
              count,
            })
      }
      destructive={type === 'Inoperative'}
      deed={commandDeed('ChangeAvailability', { connectorId: WHOLE, type })}
      onDone={onDone}
      onClose={onClose}
    >
      <Choices
        label={t('Availability')}
        value={type}
        onChange={setType}
        choices={[
          { value: 'Inoperative', label: t('Out of service'), detail: t('No session can start there.') },
          { value: 'Operative', label: t('Into service'), detail: t('Drivers can charge again.') },
        ]}
      />
    </BulkDialog>
  )
}
