'use client'

import { BanIcon, CircleCheckIcon, PencilIcon, ReceiptTextIcon, Trash2Icon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useBlockIdTag, useDeleteIdTag } from '@/lib/queries/id-tags'
import { useRights } from '@/lib/rights'
import { toast } from '@/lib/toast'
import type { IdTag } from '@/lib/types'

export function IdTagMenu({ tag: { id, id_tag, blocked } }: { tag: IdTag }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  const [asking, setAsking] = useState(false)
  const mayEdit = useRights().has('operate')
  const block = useBlockIdTag()
  const remove = useDeleteIdTag()
  const toggle = () => {
    block.mutate(
      { id, blocked: !blocked },
      {
        onSuccess: () =>
          toast(
            blocked ? t('{tag} may charge again', { tag: id_tag }) : t('{tag} is blocked', { tag: id_tag }),
          ),
      },
    )
  }
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name: id_tag })}>
        {mayEdit && (
          <>
            <DropdownMenuItem onSelect={() => void setEdit(id)}>
              <PencilIcon /> {t('Edit id tag')}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={toggle}>
              {blocked ? <CircleCheckIcon /> : <BanIcon />}{' '}
              {blocked ? t('Unblock id tag') : t('Block id tag')}
            </DropdownMenuItem>
          </>
        )}
        <DropdownMenuItem asChild>
          <Link href={`/transactions?q=${encodeURIComponent(id_tag)}`}>
            <ReceiptTextIcon /> {t('Its transactions')}
          </Link>
        </DropdownMenuItem>
        {mayEdit && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
              <Trash2Icon /> {t('Delete id tag')}
            </DropdownMenuItem>
          </>
        )}
      </RowMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Delete {name}?', { name: id_tag })}
        action={t('Delete id tag')}
        onConfirm={() => remove.mutate({ id, id_tag })}
      >
        {t(
          'It can start no session any more. Its transactions stay. To keep it for later, block it instead.',
        )}
      </ConfirmDialog>
    </>
  )
}
