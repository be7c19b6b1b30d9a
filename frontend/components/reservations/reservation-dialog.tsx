'use client'

import { useState } from 'react'

import { ChargerPicker } from '@/components/chargers/charger-picker'
import { ReservationForm } from '@/components/reservations/reservation-form'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Label } from '@/components/ui/label'
import { t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

/** First the charger, because it decides what can be reserved; then the rest. */
export function ReservationDialog({ onClose }: { onClose: () => void }) {
  const [charger, setCharger] = useState<Charger | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Reserve connector')}</DialogTitle>
          <DialogDescription>
            {t('The charger keeps it for one id tag and turns others away.')}
          </DialogDescription>
        </DialogHeader>
        <div className="grid gap-1.5">
          <Label htmlFor="reservation-charger">{t('Charger')}</Label>
          <ChargerPicker id="reservation-charger" value={charger} onChange={setCharger} />
        </div>
        {charger && <ReservationForm key={charger.id} charger={charger} onClose={onClose} />}
      </DialogContent>
    </Dialog>
  )
}
