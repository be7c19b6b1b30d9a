'use client'

import { CircleStopIcon } from 'lucide-react'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { commandOutcome } from '@/lib/command-outcome'
import { t } from '@/lib/i18n'
import { useForceStop } from '@/lib/queries/transactions'
import { useRights } from '@/lib/rights'
import { startAgain } from '@/lib/transaction-words'
import type { ForceStop, Transaction } from '@/lib/types'

/** Which of the two it was: the charger stops it, or only our record is closed. */
export function stopWords({ outcome, transaction, command }: ForceStop): { ok: boolean; text: string } {
  const name = transaction.charge_point_id
  if (outcome === 'stopped_by_charger') {
    return { ok: true, text: t('{name} stops it. The end appears here when it reports it.', { name }) }
  }
  const why = command ? `${commandOutcome(command).text}.` : t('{name} could not be asked.', { name })
  const what = t(
    'Only our record is closed, with the last value we have. The car may go on charging; a late stop corrects the record.',
  )
  return { ok: false, text: `${why} ${what}` }
}

/** For a running transaction: stops it whatever it takes, and says what it took. */
export function StopTransaction({
  transaction,
  large = false,
}: {
  transaction: Transaction
  large?: boolean
}) {
  const [asking, setAsking] = useState(false)
  const stop = useForceStop()
  const words = stop.data && stopWords(stop.data)
  const may = useRights().has('operate')
  const running = transaction.stopped_at === null && may
  if (!running && !words) return null
  return (
    <div className="flex flex-col gap-2.5">
      {words && (
        <p role="status" className="flex gap-2">
          <StatusIcon status={words.ok ? 'done' : 'force-closed'} className="mt-0.5" /> {words.text}
        </p>
      )}
      {running && !words && (
        <>
          <p className="text-xs text-muted-foreground">
            {t('Asks the charger to stop. If it cannot be reached or refuses, only our record is closed.')}
          </p>
          <Button
            variant="destructive"
            size={large ? 'lg' : 'default'}
            className="max-md:h-13 md:w-fit"
            disabled={stop.isPending}
            onClick={() => setAsking(true)}
          >
            <CircleStopIcon /> {stop.isPending ? t('Waiting for the charger') : t('Stop charging')}
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Stop transaction {number}?', { number: transaction.transaction_id })}
        action={t('Stop charging')}
        cancel={t('Keep charging')}
        onConfirm={() => stop.mutate(transaction.id)}
      >
        {startAgain(transaction.id_tag)}
      </ConfirmDialog>
    </div>
  )
}
