'use client'

import { useState } from 'react'

import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { commandOutcome } from '@/lib/command-outcome'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useRenewCertificate } from '@/lib/queries/security'
import type { ChargerCertificate } from '@/lib/types'

interface Result {
  name: string
  ok: boolean
  text: string
}

interface RenewDialogProps {
  certificates: Pick<ChargerCertificate, 'charger_id' | 'charge_point_id' | 'common_name'>[]
  onClose: () => void
}

/** Has chargers ask for new certificates, one after the other, and says what each answered. */
export function RenewDialog({ certificates, onClose }: RenewDialogProps) {
  const { results, running, run } = useRenewals(certificates)
  const count = new Set(certificates.map(({ charger_id }) => charger_id)).size
  const done = results.length > 0 && !running
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {t(
              'Renew {count, plural, one {the certificate of # charger} other {the certificates of # chargers}}',
              {
                count,
              },
            )}
          </DialogTitle>
          <DialogDescription>
            {t(
              'Each is told to ask for a new certificate. The old one is good until the charger has come in with the new one.',
            )}
          </DialogDescription>
        </DialogHeader>
        <div role="status" tabIndex={0} className="max-h-64 overflow-y-auto">
          <ul className="space-y-1.5">
            {results.map(({ name, ok, text }) => (
              <li key={name} className="flex gap-2">
                <StatusIcon status={ok ? 'done' : 'rule-broken'} className="mt-0.5" />
                {t('{name}: {text}', { name, text })}
              </li>
            ))}
          </ul>
        </div>
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {done ? t('Close') : t('Cancel')}
          </Button>
          {!done && (
            <Button size="lg" disabled={running} onClick={() => void run()}>
              {running ? t('{done, number} of {count, number}', { done: results.length, count }) : t('Renew')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function useRenewals(certificates: RenewDialogProps['certificates']) {
  const renew = useRenewCertificate()
  const [results, setResults] = useState<Result[]>([])
  const [running, setRunning] = useState(false)
  const run = async () => {
    setRunning(true)
    const chargers = new Map(
      certificates.map((one) => [one.charger_id, one.charge_point_id ?? one.common_name]),
    )
    for (const [id, name] of chargers) {
      const result = await renew.mutateAsync(id).then(commandOutcome, (error: unknown) => ({
        ok: false,
        text: describeError(error),
      }))
      setResults((old) => [...old, { name, ...result }])
    }
    setRunning(false)
  }
  return { results, running, run }
}
