import type { ChargerKind } from '@/lib/types'

export interface RunningVersion {
  /** Null: not told yet. */
  version: string | null
  count: number
}

/** How many chargers run which firmware, the most first; those that have not told it last. */
export function fleetVersions(kinds: Pick<ChargerKind, 'firmware_version' | 'total'>[]): RunningVersion[] {
  const counts = new Map<string | null, number>()
  for (const { firmware_version, total } of kinds) {
    const version = firmware_version || null
    counts.set(version, (counts.get(version) ?? 0) + total)
  }
  return [...counts]
    .map(([version, count]) => ({ version, count }))
    .sort((a, b) => Number(a.version === null) - Number(b.version === null) || b.count - a.count)
}
