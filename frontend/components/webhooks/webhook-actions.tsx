'use client'

import {
  EllipsisIcon,
  HistoryIcon,
  KeyRoundIcon,
  PauseIcon,
  PencilIcon,
  PlayIcon,
  SendIcon,
  Trash2Icon,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { ReplayDialog } from '@/components/webhooks/replay-dialog'
import { RotateDialog } from '@/components/webhooks/rotate-dialog'
import { TestDialog } from '@/components/webhooks/test-dialog'
import { EditWebhookDialog } from '@/components/webhooks/webhook-dialog'
import { t } from '@/lib/i18n'
import { useDeleteWebhook, usePauseWebhook } from '@/lib/queries/webhooks'
import type { Webhook } from '@/lib/types'

const EDIT = 'webhook'
type Open = 'test' | 'replay' | 'rotate' | 'delete' | null

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const [open, setOpen] = useState<Open>(null)
  const pause = usePauseWebhook()
  const close = () => setOpen(null)
  const toggle = () => pause.mutate({ id: webhook.id, enabled: !webhook.enabled })
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="outline" className="max-md:h-10" onClick={() => setOpen('test')}>
        <SendIcon /> {t('Send test')}
      </Button>
      <Button variant="outline" className="max-md:h-10" disabled={pause.isPending} onClick={toggle}>
        {webhook.enabled ? <PauseIcon /> : <PlayIcon />} {webhook.enabled ? t('Pause') : t('Resume')}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" size="icon" className="max-md:size-10" aria-label={t('More actions')}>
            <EllipsisIcon />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => void setEdit(EDIT)}>
            <PencilIcon /> {t('Edit webhook')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setOpen('replay')}>
            <HistoryIcon /> {t('Replay events')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setOpen('rotate')}>
            <KeyRoundIcon /> {t('New secret')}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem variant="destructive" onSelect={() => setOpen('delete')}>
            <Trash2Icon /> {t('Delete webhook')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {edit === EDIT && <EditWebhookDialog webhook={webhook} onClose={() => void setEdit(null)} />}
      {open === 'test' && <TestDialog webhook={webhook} onClose={close} />}
      {open === 'replay' && <ReplayDialog webhook={webhook} onClose={close} />}
      {open === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
      <DeleteDialog webhook={webhook} open={open === 'delete'} onClose={close} />
    </div>
  )
}

interface DeleteDialogProps {
  webhook: Webhook
  open: boolean
  onClose: () => void
}

function DeleteDialog({ webhook, open, onClose }: DeleteDialogProps) {
  const router = useRouter()
  const remove = useDeleteWebhook()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(shown) => !shown && onClose()}
      title={t('Delete this webhook?')}
      action={t('Delete webhook')}
      cancel={t('Keep it')}
      onConfirm={() => remove.mutate(webhook, { onSuccess: () => router.push('/webhooks') })}
    >
      {t(
        '{url} is sent nothing more, and what still waits for it is dropped. The log of its deliveries goes too.',
        {
          url: webhook.url,
        },
      )}
    </ConfirmDialog>
  )
}
