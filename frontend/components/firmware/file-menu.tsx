'use client'

import { CopyIcon, ListIcon, Trash2Icon } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { firmwareName } from '@/components/firmware/firmware-words'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { copyText } from '@/lib/copy'
import { t } from '@/lib/i18n'
import { useDeleteFirmware } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Firmware } from '@/lib/types'

export function FileMenu({ firmware }: { firmware: Firmware }) {
  const [asking, setAsking] = useState(false)
  const remove = useDeleteFirmware()
  const name = firmwareName(firmware)
  const copy = async () => {
    if (await copyText(firmware.sha256)) toast(t('The checksum is copied'))
  }
  const confirm = () =>
    remove.mutate(firmware.id, { onSuccess: () => toast(t('{name} is deleted', { name })) })
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name })}>
        <DropdownMenuItem asChild>
          <Link href={`/firmware?view=jobs&firmware=${firmware.id}`}>
            <ListIcon /> {t('Show its updates')}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void copy()}>
          <CopyIcon /> {t('Copy SHA-256')}
        </DropdownMenuItem>
        <May right="operate">
          <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
            <Trash2Icon /> {t('Delete firmware')}
          </DropdownMenuItem>
        </May>
      </RowMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Delete {name}?', { name })}
        action={t('Delete firmware')}
        onConfirm={confirm}
      >
        {t('No charger can fetch it any more. What chargers run already stays, and so do the jobs.')}
      </ConfirmDialog>
    </>
  )
}
