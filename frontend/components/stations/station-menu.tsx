'use client'

import { EvChargerIcon, PencilIcon, Trash2Icon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useDeleteStation } from '@/lib/queries/stations'
import type { Station } from '@/lib/types'

interface StationMenuProps {
  station: Station
  /** Where to go when it is gone. */
  onDeleted?: () => void
}

export function StationMenu({ station: { id, name, chargers_total }, onDeleted }: StationMenuProps) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  const [asking, setAsking] = useState(false)
  const remove = useDeleteStation()
  // Not with `mutate`: the row, and this menu with it, is gone before it has ended.
  const confirm = () =>
    void remove.mutateAsync({ id, name }).then(
      () => onDeleted?.(),
      () => undefined, // what failed is said for all mutations alike
    )
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name })}>
        <DropdownMenuItem onSelect={() => void setEdit(id)}>
          <PencilIcon /> {t('Edit station')}
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/chargers/new?station=${encodeURIComponent(id)}`}>
            <EvChargerIcon /> {t('Add charger here')}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
          <Trash2Icon /> {t('Delete station')}
        </DropdownMenuItem>
      </RowMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Delete {name}?', { name })}
        action={t('Delete station')}
        onConfirm={confirm}
      >
        {chargers_total > 0
          ? t(
              '{count, plural, one {Its # charger stays and belongs to no station then.} other {Its # chargers stay and belong to no station then.}}',
              { count: chargers_total },
            )
          : t('No charger stands there.')}
      </ConfirmDialog>
    </>
  )
}
