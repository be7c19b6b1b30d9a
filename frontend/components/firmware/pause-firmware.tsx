'use client'

import { PauseIcon, PlayIcon } from 'lucide-react'

import { firmwareName } from '@/components/firmware/firmware-words'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { usePauseFirmware } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Firmware } from '@/lib/types'

/** Holds back what waits of a firmware, or lets it go on; who was asked already goes on. */
export function PauseFirmware({ firmware }: { firmware: Firmware }) {
  const pause = usePauseFirmware()
  const held = firmware.paused_at !== null
  const name = firmwareName(firmware)
  const toggle = () =>
    pause.mutate(
      { id: firmware.id, held: !held },
      {
        onSuccess: () =>
          toast(held ? t('{name} goes on', { name }) : t('{name} is paused: nobody else is asked', { name })),
      },
    )
  return (
    <Button variant="outline" className="max-md:h-10" disabled={pause.isPending} onClick={toggle}>
      {held ? <PlayIcon /> : <PauseIcon />} {held ? t('Resume updates') : t('Pause updates')}
    </Button>
  )
}
