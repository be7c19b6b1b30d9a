'use client'

import { PencilIcon, PlayIcon, SquareIcon, Trash2Icon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useDeleteCharger, useSimulate, useStopSimulation } from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'

/** Light as long as it is closed: a long list has as many as rows. */
export function ChargerMenu({ charger }: { charger: Charger }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name: charger.charge_point_id })}>
        <EditItem id={charger.id} />
        <SimulationItem charger={charger} />
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
          <Trash2Icon /> {t('Delete charger')}
        </DropdownMenuItem>
      </RowMenu>
      {asking && <DeleteDialog charger={charger} onClose={() => setAsking(false)} />}
    </>
  )
}

function EditItem({ id }: { id: string }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  return (
    <DropdownMenuItem onSelect={() => void setEdit(id)}>
      <PencilIcon /> {t('Edit charger')}
    </DropdownMenuItem>
  )
}

function DeleteDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const remove = useDeleteCharger()
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('Delete {name}?', { name: charger.charge_point_id })}
      action={t('Delete charger')}
      onConfirm={() => remove.mutate(charger)}
    >
      {t('It is disconnected and can no longer call. Its transactions stay.')}
    </ConfirmDialog>
  )
}

/** A real charger that is connected is never replaced by a simulated one. */
function SimulationItem({ charger: { id, simulated, online } }: { charger: Charger }) {
  const start = useSimulate()
  const stop = useStopSimulation()
  if (simulated) {
    return (
      <DropdownMenuItem onSelect={() => stop.mutate(id)}>
        <SquareIcon /> {t('Stop simulation')}
      </DropdownMenuItem>
    )
  }
  if (online) return null
  return (
    <DropdownMenuItem onSelect={() => start.mutate(id)}>
      <PlayIcon /> {t('Simulate it')}
    </DropdownMenuItem>
  )
}
