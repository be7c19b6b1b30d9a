import type { Station } from '@/lib/types'

export interface Coordinates {
  latitude: number
  longitude: number
}

/** Where a station is; null unless both are known. */
export function coordinatesOf({
  latitude,
  longitude,
}: Pick<Station, 'latitude' | 'longitude'>): Coordinates | null {
  return latitude === null || longitude === null ? null : { latitude, longitude }
}
