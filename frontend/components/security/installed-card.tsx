'use client'

import { ListIcon, PlusIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { useSend } from '@/components/commands/use-send'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { InstallDialog } from '@/components/security/install-dialog'
import { ROOT_USES } from '@/components/security/root-uses'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { rich, t } from '@/lib/i18n'
import { useInstalledCertificates, useReadInstalledCertificates } from '@/lib/queries/security'
import type { Charger, InstalledCertificate } from '@/lib/types'

/** The roots that the charger trusts, as it last told them. */
export function InstalledCard({ charger }: { charger: Charger }) {
  const [installing, setInstalling] = useState(false)
  const { data, error, refetch } = useInstalledCertificates(charger.id)
  const read = useReadInstalledCertificates(charger.id)
  return (
    <Card>
      <CardHeader className="flex-wrap max-sm:py-3">
        <CardTitle>{t('Roots that it trusts')}</CardTitle>
        <May right="operate">
          <div className="flex flex-wrap gap-2">
            <Button
              variant="outline"
              className="max-md:h-10"
              disabled={!charger.online || read.isPending}
              onClick={() => read.mutate()}
            >
              <ListIcon /> {t('Ask the charger')}
            </Button>
            <Button
              variant="outline"
              className="max-md:h-10"
              disabled={!charger.online}
              onClick={() => setInstalling(true)}
            >
              <PlusIcon /> {t('Install root')}
            </Button>
          </div>
        </May>
      </CardHeader>
      <ul className="divide-y border-t">
        {error && !data && (
          <li>
            <ErrorState
              title={t('The roots could not be loaded')}
              error={error}
              onRetry={() => void refetch()}
            />
          </li>
        )}
        {!data && !error && (
          <li className="p-4">
            <Skeleton className="h-8" />
          </li>
        )}
        {data?.items.length === 0 && (
          <li className="px-4 py-3 text-muted-foreground">
            {t('None is known. Ask the charger, which tells what it has.')}
          </li>
        )}
        {data?.items.map((root) => (
          <Root key={`${root.issuer_key_hash} ${root.serial_number}`} charger={charger} root={root} />
        ))}
      </ul>
      {installing && <InstallDialog charger={charger} onClose={() => setInstalling(false)} />}
    </Card>
  )
}

function Root({ charger, root }: { charger: Charger; root: InstalledCertificate }) {
  const use = ROOT_USES[root.use]
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{use ? t(use) : root.use}</p>
        <p className="truncate text-xs text-muted-foreground">
          {rich('Serial number <code>{serial}</code>, told <when></when>', {
            serial: root.serial_number,
            code: (text) => (
              <span key="code" className="font-mono">
                {text}
              </span>
            ),
            when: () => <Time key="when" value={root.reported_at} />,
          })}
        </p>
      </div>
      <May right="operate">
        <DeleteRoot charger={charger} root={root} />
      </May>
    </li>
  )
}

function DeleteRoot({ charger, root }: { charger: Charger; root: InstalledCertificate }) {
  const [asking, setAsking] = useState(false)
  const send = useSend(charger)
  const certificateHashData = {
    hashAlgorithm: root.hash_algorithm,
    issuerNameHash: root.issuer_name_hash,
    issuerKeyHash: root.issuer_key_hash,
    serialNumber: root.serial_number,
  }
  return (
    <>
      <Button
        variant="destructive"
        size="xs"
        className="max-md:h-10"
        aria-label={t('Delete root {serial}', { serial: root.serial_number })}
        disabled={!charger.online || send.isPending}
        onClick={() => setAsking(true)}
      >
        {t('Delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Delete this root from {name}?', { name: charger.charge_point_id })}
        action={t('Delete root')}
        onConfirm={() => send.mutate({ action: 'DeleteCertificate', request: { certificateHashData } })}
      >
        {t(
          'The charger believes nobody any more who is proved by it alone. The last one that it needs for this server is not deleted.',
        )}
      </ConfirmDialog>
    </>
  )
}
