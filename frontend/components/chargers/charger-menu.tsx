'use client'

import { PencilIcon, PlayIcon, SquareIcon, Trash2Icon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { useDeleteCharger, useSimulate, useStopSimulation } from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'

export function ChargerMenu({ charger }: { charger: Charger }) {
  const { id, charge_point_id: name } = charger
  const [, setEdit] = useQueryState('edit', parseAsString)
  const [asking, setAsking] = useState(false)
  const remove = useDeleteCharger()
  return (
    <>
      <RowMenu label={`Actions for ${name}`}>
        <DropdownMenuItem onSelect={() => void setEdit(id)}>
          <PencilIcon /> Edit charger
        </DropdownMenuItem>
        <SimulationItem charger={charger} />
        <DropdownMenuSeparator />
        <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
          <Trash2Icon /> Delete charger
        </DropdownMenuItem>
      </RowMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${name}?`}
        action="Delete charger"
        onConfirm={() => remove.mutate(charger)}
      >
        It is disconnected and can no longer call. Its transactions stay.
      </ConfirmDialog>
    </>
  )
}

/** A real charger that is connected is never replaced by a simulated one. */
function SimulationItem({ charger: { id, simulated, online } }: { charger: Charger }) {
  const start = useSimulate()
  const stop = useStopSimulation()
  if (simulated) {
    return (
      <DropdownMenuItem onSelect={() => stop.mutate(id)}>
        <SquareIcon /> Stop simulation
      </DropdownMenuItem>
    )
  }
  if (online) return null
  return (
    <DropdownMenuItem onSelect={() => start.mutate(id)}>
      <PlayIcon /> Simulate it
    </DropdownMenuItem>
  )
}
