'use client'

import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useRevokeApiKey } from '@/lib/queries/api-keys'
import { toast } from '@/lib/toast'
import type { ApiKey } from '@/lib/types'

/** Nothing for a key that is revoked already: it stays in the list as a record. */
export function RevokeButton({ apiKey: { id, name, revoked_at } }: { apiKey: ApiKey }) {
  const [asking, setAsking] = useState(false)
  const revoke = useRevokeApiKey()
  if (revoked_at) return null
  return (
    <>
      <Button
        variant="destructive"
        size="xs"
        aria-label={t('Revoke {name}', { name })}
        disabled={revoke.isPending}
        onClick={() => setAsking(true)}
      >
        {t('Revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Revoke {name}?', { name })}
        action={t('Revoke key')}
        onConfirm={() => revoke.mutate(id, { onSuccess: () => toast(t('{name} is revoked', { name })) })}
      >
        {t('Whatever uses it is refused from now on, and it cannot be brought back. It stays in this list.')}
      </ConfirmDialog>
    </>
  )
}
