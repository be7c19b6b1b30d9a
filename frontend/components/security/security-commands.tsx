'use client'

import { CommandLife } from '@/components/commands/command-life'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { textOf } from '@/lib/ocpp/values'
import { useCommands } from '@/lib/queries/charger-detail'
import type { Charger, Command } from '@/lib/types'

const LOOKED_AT = 50
const SHOWN = 4
const ACTIONS = new Set([
  'CertificateSigned',
  'DeleteCertificate',
  'GetInstalledCertificateIds',
  'InstallCertificate',
])
const KEYS = new Set(['AuthorizationKey', 'SecurityProfile', 'CpoName'])

/** Whether a command is about keys, certificates or the profile. */
export function isAboutSecurity({ action, request }: Pick<Command, 'action' | 'request'>): boolean {
  if (ACTIONS.has(action)) return true
  if (action === 'ExtendedTriggerMessage') {
    return textOf(request['requestedMessage']) === 'SignChargePointCertificate'
  }
  return action === 'ChangeConfiguration' && KEYS.has(textOf(request['key']) ?? '')
}

/** What was sent about passwords, certificates and profiles, each with its life. */
export function SecurityCommands({ charger }: { charger: Charger }) {
  const { data } = useCommands(charger.id, LOOKED_AT)
  const commands = data?.items.filter(isAboutSecurity).slice(0, SHOWN)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('What was sent')}</CardTitle>
      </CardHeader>
      <div className="divide-y border-t">
        {!commands && (
          <div className="p-4">
            <Skeleton className="h-20" />
          </div>
        )}
        {commands?.length === 0 && (
          <p className="px-4 py-3 text-muted-foreground">
            {t('Nothing about passwords, certificates or profiles lately.')}
          </p>
        )}
        {commands?.map((command) => (
          <CommandLife key={command.id} command={command} />
        ))}
      </div>
    </Card>
  )
}
