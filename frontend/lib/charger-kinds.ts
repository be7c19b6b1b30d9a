import type { ChargerKind } from '@/lib/types'

/** How many chargers are of the kinds that match. */
export const totalOf = (kinds: ChargerKind[], matches: (kind: ChargerKind) => boolean): number =>
  kinds.filter(matches).reduce((sum, { total }) => sum + total, 0)
