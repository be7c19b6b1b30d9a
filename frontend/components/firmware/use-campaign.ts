'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { t } from '@/lib/i18n'
import { fetchChargers, type ChargerFilter } from '@/lib/queries/chargers'
import { updateChargers, useRefreshJobs } from '@/lib/queries/firmware'
import type { FirmwareUpdate } from '@/lib/types'

interface Campaign {
  firmwareId: string
  chargers: ChargerFilter
  /** How many there are likely to be. */
  count: number
  leftOut: (id: string) => boolean
  /** One request for each wave. */
  waves: (ids: string[]) => FirmwareUpdate[]
}

/** Asks the server who is concerned when it begins, then has them fetch the firmware; `progress` says how far it is. */
export function useCampaign() {
  const refresh = useRefreshJobs()
  const [progress, setProgress] = useState<string | null>(null)
  const campaign = useMutation({
    mutationFn: async ({ firmwareId, chargers, count, leftOut, waves }: Campaign) => {
      const found = await fetchChargers(chargers, (read) => setProgress(reading(read, count)))
      const ids = found.map(({ id }) => id).filter((id) => !leftOut(id))
      const updates = waves(ids)
      await updateChargers({ firmwareId, updates }, (wave) => setProgress(asking(wave, updates.length)))
      return ids.length
    },
    onSettled: () => {
      setProgress(null)
      return refresh()
    },
    // The form shows it.
    onError: () => undefined,
  })
  return { ...campaign, progress }
}

const reading = (read: number, count: number): string =>
  t('Read {read, number} of {count, number} chargers', { read, count: Math.max(read, count) })

const asking = (wave: number, waves: number): string =>
  t('Arranged {wave, number} of {waves, number} requests', { wave, waves })
