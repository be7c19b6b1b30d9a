'use client'

import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Secret } from '@/components/webhooks/webhook-dialog'
import { t } from '@/lib/i18n'
import { useRotateSecret } from '@/lib/queries/webhooks'
import type { Webhook } from '@/lib/types'

/** Asks first, then shows the new secret this once. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const rotate = useRotateSecret()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{rotate.data ? t('The new secret') : t('Make a new secret?')}</DialogTitle>
          <DialogDescription>
            {t(
              'The new one signs at once. The old one signs beside it for 24 hours, so that the receiver can change over.',
            )}
          </DialogDescription>
        </DialogHeader>
        {rotate.data ? (
          <Secret value={rotate.data.secret} onClose={onClose} />
        ) : (
          <DialogFooter>
            <Button variant="outline" size="lg" onClick={onClose}>
              {t('Keep the old one')}
            </Button>
            <Button size="lg" disabled={rotate.isPending} onClick={() => rotate.mutate(webhook.id)}>
              {t('Make secret')}
            </Button>
          </DialogFooter>
        )}
      </DialogContent>
    </Dialog>
  )
}
