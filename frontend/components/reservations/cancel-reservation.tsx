'use client'

import { DeedLife } from '@/components/reservations/deed-life'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useCancelReservation } from '@/lib/queries/reservations'
import type { Reservation } from '@/lib/types'

interface CancelButtonProps {
  reservation: Reservation
  onClick: () => void
}

export function CancelButton({ reservation: { charge_point_id, connector_id }, onClick }: CancelButtonProps) {
  return (
    <Button variant="outline" size="xs" className="max-md:h-10" onClick={onClick}>
      {t('Cancel')}{' '}
      <span className="sr-only">
        {t('the reservation of {charger}, connector {connector}', {
          charger: charge_point_id,
          connector: connector_id,
        })}
      </span>
    </Button>
  )
}

/** Asks once, then shows what the charger makes of it. */
export function CancelDialog({ reservation, onClose }: { reservation: Reservation; onClose: () => void }) {
  const { id, charger_id, charge_point_id, id_tag } = reservation
  const cancel = useCancelReservation()
  const asked = !cancel.isIdle
  const stands = cancel.data?.state === 'active'
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Cancel the reservation for {tag}?', { tag: id_tag })}</DialogTitle>
          <DialogDescription>
            {t('{charger} gives the connector free for everybody. Nobody tells the driver.', {
              charger: charge_point_id,
            })}
          </DialogDescription>
        </DialogHeader>
        <DeedLife
          chargerId={charger_id}
          operation="CancelReservation"
          asked={asked}
          waiting={cancel.isPending}
        />
        {cancel.error && (
          <p role="alert" className="text-destructive">
            {describeError(cancel.error)}
          </p>
        )}
        {stands && (
          <p role="alert" className="text-destructive">
            {t('The charger did not cancel it: the reservation stands.')}
          </p>
        )}
        <DialogFooter>
          {asked ? (
            <Button size="lg" disabled={cancel.isPending} onClick={onClose}>
              {t('Close')}
            </Button>
          ) : (
            <>
              <Button variant="outline" size="lg" onClick={onClose}>
                {t('Keep it')}
              </Button>
              <Button variant="destructive-solid" size="lg" onClick={() => cancel.mutate(id)}>
                {t('Cancel reservation')}
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
