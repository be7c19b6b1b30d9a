import { StatusBadge } from '@/components/status-badge'
import { stationStatus, stationWords } from '@/lib/station-status'
import type { Station } from '@/lib/types'

/** A station's worst status, with how many it is about. */
export function StationState({ station }: { station: Station }) {
  return <StatusBadge status={stationStatus(station)} label={stationWords(station)} />
}
