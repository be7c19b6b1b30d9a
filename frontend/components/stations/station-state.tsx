import { StatusBadge } from '@/components/status-badge'
import { stationStatus, stationWords, type CountedStation } from '@/lib/station-status'

/** A station's worst status, with how many it is about. */
export function StationState({ station }: { station: CountedStation }) {
  return <StatusBadge status={stationStatus(station)} label={stationWords(station)} />
}
