'use client'

import { t } from '@/lib/i18n'
import { useStation } from '@/lib/queries/station'

/** What the station of an address is called; of one that is gone nothing is known. */
export function useStationName(id: string | null): string {
  const { data, isError } = useStation(id)
  if (isError) return t('Unknown')
  return data?.name ?? '…'
}
