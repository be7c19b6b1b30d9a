'use client'

import { CommandLife } from '@/components/commands/command-life'
import { useNewCommand } from '@/components/commands/use-new-command'
import { StatusBadge } from '@/components/status-badge'
import { t } from '@/lib/i18n'

interface DeedLifeProps {
  chargerId: string
  /** OCPP's name of what is asked. */
  operation: string
  /** Whether it was asked yet. */
  asked: boolean
  waiting: boolean
}

/** What becomes of a command while its dialog is open: sent, answered, or not. */
export function DeedLife({ chargerId, operation, asked, waiting }: DeedLifeProps) {
  const command = useNewCommand(chargerId, operation)
  return (
    <div role="status" className="empty:hidden">
      {asked && command && (
        <div className="-mx-4 rounded-lg">
          <CommandLife command={command} />
        </div>
      )}
      {waiting && !command && <StatusBadge status="in_progress" label={t('Waiting for the charger')} plain />}
    </div>
  )
}
