import type { Charger } from '@/lib/types'

export interface RunningVersion {
  /** Null: not told yet. */
  version: string | null
  count: number
}

/** How many chargers run which firmware, the most first; those that have not told it last. */
export function fleetVersions(chargers: Pick<Charger, 'firmware_version'>[]): RunningVersion[] {
  const counts = new Map<string | null, number>()
  for (const { firmware_version } of chargers) {
    const version = firmware_version || null
    counts.set(version, (counts.get(version) ?? 0) + 1)
  }
  return [...counts]
    .map(([version, count]) => ({ version, count }))
    .sort((a, b) => Number(a.version === null) - Number(b.version === null) || b.count - a.count)
}
