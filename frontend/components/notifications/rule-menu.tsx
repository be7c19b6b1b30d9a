'use client'

import { PencilIcon, SendIcon, Trash2Icon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RuleTestDialog } from '@/components/notifications/rule-test-dialog'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useDeleteNotificationRule } from '@/lib/queries/notifications'
import type { NotificationRule } from '@/lib/types'

export function RuleMenu({ rule }: { rule: NotificationRule }) {
  const { id, name } = rule
  const [, setEdit] = useQueryState('edit', parseAsString)
  const [open, setOpen] = useState<'test' | 'delete' | null>(null)
  const remove = useDeleteNotificationRule()
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name })}>
        <DropdownMenuItem onSelect={() => void setEdit(id)}>
          <PencilIcon /> {t('Edit rule')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setOpen('test')}>
          <SendIcon /> {t('Send test')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setOpen('delete')}>
          <Trash2Icon /> {t('Delete rule')}
        </DropdownMenuItem>
      </RowMenu>
      {open === 'test' && <RuleTestDialog rule={rule} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(shown) => !shown && setOpen(null)}
        title={t('Delete {name}?', { name })}
        action={t('Delete rule')}
        cancel={t('Keep it')}
        onConfirm={() => remove.mutate(rule)}
      >
        {t(
          'Nobody is told by it any more, and what still waits is not sent. What it has told stays in the log.',
        )}
      </ConfirmDialog>
    </>
  )
}
