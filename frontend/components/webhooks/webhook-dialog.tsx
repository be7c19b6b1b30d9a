'use client'

import { useState } from 'react'

import { ShownOnce } from '@/components/shown-once'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { WebhookForm, type WebhookFields } from '@/components/webhooks/webhook-form'
import { t } from '@/lib/i18n'
import { useCreateWebhook, useUpdateWebhook } from '@/lib/queries/webhooks'
import { toast } from '@/lib/toast'
import type { CreatedWebhook, Webhook } from '@/lib/types'

/** Asks where events go, then shows the secret this once. */
export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<CreatedWebhook | null>(null)
  const create = useCreateWebhook()
  const save = async (fields: WebhookFields) => setCreated(await create.mutateAsync(fields))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {created ? (
          <>
            <DialogHeader>
              <DialogTitle>{t('The webhook is added')}</DialogTitle>
              <DialogDescription>{t('Its secret proves that an event comes from here.')}</DialogDescription>
            </DialogHeader>
            <Secret value={created.secret} onClose={onClose} />
          </>
        ) : (
          <>
            <DialogHeader>
              <DialogTitle>{t('Add webhook')}</DialogTitle>
              <DialogDescription>
                {t('What happens at the chargers is sent to a program of yours as it happens.')}
              </DialogDescription>
            </DialogHeader>
            <WebhookForm webhook={null} onSave={save} onCancel={onClose} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const update = useUpdateWebhook()
  const save = async (body: WebhookFields) => {
    await update.mutateAsync({ id: webhook.id, body })
    toast(t('The webhook is changed'))
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Edit webhook')}</DialogTitle>
          <DialogDescription className="wrap-anywhere">{webhook.url}</DialogDescription>
        </DialogHeader>
        <WebhookForm webhook={webhook} onSave={save} onCancel={onClose} />
      </DialogContent>
    </Dialog>
  )
}

/** A secret that nobody is shown again. */
export function Secret({ value, onClose }: { value: string; onClose: () => void }) {
  return (
    <>
      <ShownOnce label={t('Secret')} what={t('secret')} value={value} />
      <p className="text-muted-foreground">
        {t('It is shown this once. Put it where the receiver keeps its secrets.')}
      </p>
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          {t('Done')}
        </Button>
      </DialogFooter>
    </>
  )
}
