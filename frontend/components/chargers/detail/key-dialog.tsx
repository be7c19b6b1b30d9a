'use client'

import { OperationForm } from '@/components/commands/operation-form'
import { OPERATIONS, type Operation } from '@/components/commands/operations'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { msg, t } from '@/lib/i18n'
import type { Charger, ConfigurationKey } from '@/lib/types'

const CHANGE = OPERATIONS.find(({ action }) => action === 'ChangeConfiguration') as Operation

interface KeyDialogProps {
  charger: Charger
  setting: ConfigurationKey
  onClose: () => void
}

/** Changes one setting; the charger says whether it takes the value, and when. */
export function KeyDialog({ charger, setting: { key, value, pending_value }, onClose }: KeyDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Change {key}', { key })}</DialogTitle>
          <DialogDescription>{t(CHANGE.detail)}</DialogDescription>
        </DialogHeader>
        <OperationForm
          charger={charger}
          operation={{ ...CHANGE, label: msg('Change value') }}
          initial={{ key, value: pending_value ?? value ?? '' }}
          onClose={onClose}
        />
      </DialogContent>
    </Dialog>
  )
}
