import type { RateUnit } from '@/lib/schedule-curve'
import type { ConfigurationKey } from '@/lib/types'

/** What a charger takes of charging profiles, as far as it has told (OCPP 1.6, 9.3); null is unknown. */
export interface ProfileRules {
  smartCharging: boolean | null
  stackLevel: number | null
  periods: number | null
  units: RateUnit[] | null
  /** How many profiles it holds. */
  room: number | null
}

export const NO_RULES: ProfileRules = {
  smartCharging: null,
  stackLevel: null,
  periods: null,
  units: null,
  room: null,
}

export function profileRules(keys: Pick<ConfigurationKey, 'key' | 'value'>[]): ProfileRules {
  const text = (name: string) =>
    keys.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value ?? null
  const number = (name: string) => {
    const value = text(name)
    return value === null || !/^\d+$/.test(value.trim()) ? null : Number(value)
  }
  const profiles = text('SupportedFeatureProfiles')
  return {
    smartCharging: profiles ? profiles.toLowerCase().includes('smartcharging') : null,
    stackLevel: number('ChargeProfileMaxStackLevel'),
    periods: number('ChargingScheduleMaxPeriods'),
    units: unitsOf(text('ChargingScheduleAllowedChargingRateUnit')),
    room: number('MaxChargingProfilesInstalled'),
  }
}

/** The key says Current and Power (errata 3.88). */
function unitsOf(value: string | null): RateUnit[] | null {
  const words = value?.toLowerCase() ?? ''
  const units: RateUnit[] = []
  if (words.includes('current')) units.push('A')
  if (words.includes('power')) units.push('W')
  return units.length > 0 ? units : null
}

const least = (values: (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? Math.min(...known) : null
}

/** What all of several chargers take. */
export function strictest(rules: ProfileRules[]): ProfileRules {
  const told = rules.map(({ smartCharging }) => smartCharging)
  const units = rules.flatMap((rule) => (rule.units ? [rule.units] : []))
  return {
    smartCharging: told.includes(false) ? false : told.includes(true) ? true : null,
    stackLevel: least(rules.map(({ stackLevel }) => stackLevel)),
    periods: least(rules.map(({ periods }) => periods)),
    units:
      units.length > 0
        ? (['A', 'W'] as const).filter((unit) => units.every((one) => one.includes(unit)))
        : null,
    room: least(rules.map(({ room }) => room)),
  }
}
