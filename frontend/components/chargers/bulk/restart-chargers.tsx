'use client'

import { useState } from 'react'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import type { ChargerDeedProps } from '@/components/chargers/bulk/charger-bulk'
import { commandDeed, nameOf, skipOffline } from '@/components/chargers/bulk/command-deed'
import { Choices } from '@/components/choice-dialog'
import { t } from '@/lib/i18n'

export function RestartChargers({ chargers, onDone, onClose }: ChargerDeedProps) {
  const [type, setType] = useState('Soft')
  return (
    <BulkDialog
      title={t('Restart chargers')}
      description={t('Each is gone for a minute or two and comes back by itself.')}
      items={chargers}
      nameOf={nameOf}
      skip={skipOffline}
      action={(count) => t('{count, plural, one {Restart # charger} other {Restart # chargers}}', { count })}
      destructive={type === 'Hard'}
      deed={commandDeed('Reset', { type })}
      onDone={onDone}
      onClose={onClose}
    >
      <Choices
        label={t('How')}
        value={type}
        onChange={setType}
        choices={[
          { value: 'Soft', label: t('Soft'), detail: t('Sessions end in an orderly way first.') },
          { value: 'Hard', label: t('Hard'), detail: t('At once, whatever runs.') },
        ]}
      />
    </BulkDialog>
  )
}
