'use client'

import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useRevokeCertificate } from '@/lib/queries/security'
import { isUsable } from '@/lib/security-words'
import { toast } from '@/lib/toast'
import type { ChargerCertificate } from '@/lib/types'

/** Nothing for one that is void already. */
export function RevokeCertificate({ certificate }: { certificate: ChargerCertificate }) {
  const [asking, setAsking] = useState(false)
  const revoke = useRevokeCertificate()
  if (!isUsable(certificate)) return null
  const name = certificate.charge_point_id ?? certificate.common_name
  return (
    <May right="operate">
      <Button
        variant="destructive"
        size="xs"
        className="max-md:h-10"
        aria-label={t('Revoke the certificate of {name}', { name })}
        disabled={revoke.isPending}
        onClick={() => setAsking(true)}
      >
        {t('Revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Revoke the certificate of {name}?', { name })}
        action={t('Revoke certificate')}
        onConfirm={() =>
          revoke.mutate(certificate.id, {
            onSuccess: () => toast(t('The certificate of {name} is revoked', { name })),
          })
        }
      >
        {t('The charger does not come in with it any more. A connection that is open stays.')}
      </ConfirmDialog>
    </May>
  )
}
