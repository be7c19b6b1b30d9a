'use client'

import { MapPinIcon, PowerIcon, RotateCcwIcon, SlidersHorizontalIcon } from 'lucide-react'
import { useState } from 'react'

import { BulkBar } from '@/components/bulk/bulk-bar'
import type { Selection } from '@/components/bulk/selection'
import { AssignStation } from '@/components/chargers/bulk/assign-station'
import { ChangeAvailability } from '@/components/chargers/bulk/change-availability'
import { RestartChargers } from '@/components/chargers/bulk/restart-chargers'
import { SetKey } from '@/components/chargers/bulk/set-key'
import { Button } from '@/components/ui/button'
import { msg, t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

export interface ChargerDeedProps {
  chargers: Charger[]
  /** After the last one, whatever came of them. */
  onDone: () => void
  onClose: () => void
}

const DEEDS = [
  { key: 'restart', label: msg('Restart'), icon: RotateCcwIcon, Dialog: RestartChargers },
  { key: 'availability', label: msg('Availability'), icon: PowerIcon, Dialog: ChangeAvailability },
  { key: 'key', label: msg('Configuration'), icon: SlidersHorizontalIcon, Dialog: SetKey },
  { key: 'station', label: msg('Station'), icon: MapPinIcon, Dialog: AssignStation },
] as const

/** What can be done with several chargers at once. */
export function ChargerBulk({ selection }: { selection: Selection<Charger> }) {
  const [deed, setDeed] = useState<string | null>(null)
  const chosen = DEEDS.find(({ key }) => key === deed)
  return (
    <>
      <BulkBar selection={selection}>
        {DEEDS.map(({ key, label, icon: Icon }) => (
          <Button key={key} variant="outline" onClick={() => setDeed(key)}>
            <Icon /> {t(label)}
          </Button>
        ))}
      </BulkBar>
      {chosen && (
        <chosen.Dialog chargers={selection.rows} onDone={selection.clear} onClose={() => setDeed(null)} />
      )}
    </>
  )
}
