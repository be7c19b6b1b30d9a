'use client'

import { CircleStopIcon, ZapIcon } from 'lucide-react'
import { createContext, useContext, useState, type ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { TagList } from '@/components/commands/tag-picker'
import { useSend } from '@/components/commands/use-send'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '@/components/ui/sheet'
import { t } from '@/lib/i18n'
import type { Charger, Connector } from '@/lib/types'
import { useForceStop } from '@/lib/queries/transactions'
import { startAgain } from '@/lib/transaction-words'
import { useMediaQuery } from '@/lib/use-media-query'

interface SessionActions {
  /** Asks for the tag, or starts at once with one. */
  start: (connector: Connector, tag?: string) => void
  /** Asks once, then stops. */
  stop: (connector: Connector) => void
  busy: boolean
}

const SessionContext = createContext<SessionActions | null>(null)

export function useSessionActions(): SessionActions {
  const actions = useContext(SessionContext)
  if (!actions) throw new Error('useSessionActions belongs inside <SessionActionsProvider>')
  return actions
}

/** Start and stop, with the questions they ask. */
export function SessionActionsProvider({ charger, children }: { charger: Charger; children: ReactNode }) {
  const send = useSend(charger)
  const forceStop = useForceStop()
  const [starting, setStarting] = useState<Connector | null>(null)
  const [stopping, setStopping] = useState<Connector | null>(null)

  const startNow = ({ connector_id }: Connector, idTag: string) => {
    setStarting(null)
    send.mutate({ action: 'RemoteStartTransaction', request: { idTag, connectorId: connector_id } })
  }
  const stopNow = ({ transaction, transaction_id }: Connector) => {
    // A charger knows a session by its number only; without one, or without the charger, our record is all there is.
    if (charger.online && transaction_id !== null) {
      send.mutate({ action: 'RemoteStopTransaction', request: { transactionId: transaction_id } })
    } else if (transaction) forceStop.mutate(transaction)
  }
  const actions: SessionActions = {
    start: (connector, tag) => (tag ? startNow(connector, tag) : setStarting(connector)),
    stop: setStopping,
    busy: send.isPending || forceStop.isPending,
  }
  return (
    <SessionContext value={actions}>
      {children}
      {starting && (
        <StartDialog
          connector={starting}
          onClose={() => setStarting(null)}
          onChoose={(tag) => startNow(starting, tag)}
        />
      )}
      <ConfirmDialog
        open={stopping !== null}
        onOpenChange={(open) => !open && setStopping(null)}
        title={t('Stop charging on connector {number}?', { number: stopping?.connector_id })}
        action={charger.online ? t('Stop charging') : t('Close the record')}
        cancel={t('Keep charging')}
        onConfirm={() => stopping && stopNow(stopping)}
      >
        {charger.online
          ? startAgain(stopping?.id_tag)
          : t(
              '{name} is offline. Only our record is closed, with the last value we have; the car may go on charging.',
              { name: charger.charge_point_id },
            )}
      </ConfirmDialog>
    </SessionContext>
  )
}

interface StartDialogProps {
  connector: Connector
  onClose: () => void
  onChoose: (tag: string) => void
}

/** Which tag pays: a dialog, on the phone a sheet from below. */
function StartDialog({ connector, onClose, onChoose }: StartDialogProps) {
  const phone = useMediaQuery('(max-width: 767px)')
  const title = t('Start charging on connector {number}', { number: connector.connector_id })
  const detail = t('With which tag? The session is recorded under it.')
  const onOpenChange = (open: boolean) => !open && onClose()
  if (phone) {
    return (
      <Sheet open onOpenChange={onOpenChange}>
        <SheetContent side="bottom" className="pb-[env(safe-area-inset-bottom)]">
          <SheetHeader className="pb-3">
            <SheetTitle>{title}</SheetTitle>
            <SheetDescription>{detail}</SheetDescription>
          </SheetHeader>
          <div className="border-t [&_[cmdk-item]]:min-h-11">
            <TagList value="" onChoose={onChoose} />
          </div>
        </SheetContent>
      </Sheet>
    )
  }
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent className="gap-0 p-0">
        <DialogHeader className="p-5 pb-3">
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{detail}</DialogDescription>
        </DialogHeader>
        <div className="border-t">
          <TagList value="" onChoose={onChoose} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

export function StopButton({ connector, className }: { connector: Connector; className?: string }) {
  const { stop, busy } = useSessionActions()
  return (
    <May right="operate">
      <Button variant="destructive" className={className} disabled={busy} onClick={() => stop(connector)}>
        <CircleStopIcon /> {t('Stop charging')}
      </Button>
    </May>
  )
}

interface StartButtonProps {
  connector: Connector
  tag?: string
  variant?: 'default' | 'outline'
  className?: string
}

export function StartButton({ connector, tag, variant = 'default', className }: StartButtonProps) {
  const { start, busy } = useSessionActions()
  return (
    <Button variant={variant} className={className} disabled={busy} onClick={() => start(connector, tag)}>
      <ZapIcon /> {t('Start charging')}
    </Button>
  )
}
