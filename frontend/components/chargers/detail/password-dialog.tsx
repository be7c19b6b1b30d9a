'use client'

import { CopyButton } from '@/components/copy-button'
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
import { useRotatePassword } from '@/lib/queries/charger-detail'
import type { Charger, Command } from '@/lib/types'

/** Asks, then shows the new password this once and says whether the charger has it. */
export function PasswordDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const rotate = useRotatePassword()
  const name = charger.charge_point_id
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('New password for {name}', { name })}</DialogTitle>
          <DialogDescription>
            {rotate.data
              ? t('It is shown this once.')
              : charger.online
                ? t(
                    'It is sent to the charger, which then calls with it. The old one is good until it has taken it.',
                  )
                : t('The charger is offline: the new password must be typed into it.')}
          </DialogDescription>
        </DialogHeader>
        {rotate.data && <NewPassword password={rotate.data.password} command={rotate.data.command} />}
        {rotate.error && (
          <p role="alert" className="text-destructive">
            {describeError(rotate.error)}
          </p>
        )}
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {rotate.data ? t('Close') : t('Cancel')}
          </Button>
          {!rotate.data && (
            <Button size="lg" disabled={rotate.isPending} onClick={() => rotate.mutate(charger.id)}>
              {t('Make new password')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function NewPassword({ password, command }: { password: string; command: Command | null }) {
  const outcome = command && commandOutcome(command)
  const next = outcome?.ok ? t('It uses it from its next call on.') : t('Type it into the charger yourself.')
  return (
    <>
      <div className="flex items-center gap-2">
        <code className="flex h-10 flex-1 items-center truncate rounded-md border border-input bg-muted px-3 font-mono text-sm">
          {password}
        </code>
        <CopyButton value={password} what={t('password')} />
      </div>
      <p className="flex items-start gap-2" aria-live="polite">
        <StatusIcon status={outcome?.ok ? 'done' : 'rule-broken'} className="mt-0.5" />
        {outcome ? `${outcome.text}. ${next}` : next}
      </p>
    </>
  )
}
