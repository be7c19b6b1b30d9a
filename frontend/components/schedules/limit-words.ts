import { formatNumber, formatPower } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import {
  convertLimit,
  limitRange,
  NOMINAL_VOLTAGE,
  USUAL_PHASES,
  type CurveProfile,
  type RateUnit,
} from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'

export type Purpose = ChargingProfile['purpose']
export type Kind = ChargingProfile['kind']

/** What a profile is for, in plain words; OCPP's own stand beside. */
export const PURPOSES: Record<Purpose, { label: string; detail: string }> = msg({
  ChargePointMaxProfile: {
    label: 'The whole charger',
    detail: 'All connectors together draw no more than this.',
  },
  TxDefaultProfile: {
    label: 'Every session',
    detail: 'Holds for each session that has no profile of its own.',
  },
  TxProfile: { label: 'One session', detail: 'Holds for the running session and ends with it.' },
})

export const KINDS: Record<Kind, { label: string; detail: string }> = msg({
  Absolute: { label: 'Once', detail: 'From a moment on.' },
  Recurring: { label: 'Again and again', detail: 'Each day or week. Counted in UTC, without summer time.' },
  Relative: { label: 'From the start of a session', detail: 'Counts from when charging began.' },
})

export const RECURRENCES: Record<'Daily' | 'Weekly', string> = msg({
  Daily: 'Every day',
  Weekly: 'Every week',
})

/** "Every day", "Once", "From the start of a session". */
export function rhythm({ kind, recurrence }: Pick<ChargingProfile, 'kind' | 'recurrence'>): string {
  return kind === 'Recurring' && recurrence ? t(RECURRENCES[recurrence]) : t(KINDS[kind].label)
}

/** In which a limit is shown: OCPP's W as kW. */
export const LIMIT_UNITS: Record<RateUnit, string> = { A: 'A', W: 'kW' }

/** "16.0 A", "11.0 kW"; without a limit only the hardware's holds. */
export function limitText(limit: number | null, unit: RateUnit): string {
  if (limit === null) return t('No limit')
  return unit === 'A' ? `${formatNumber(limit, 1)} A` : formatPower(limit)
}

/** "16.0 A (11.0 kW on 3 phases at 230 V)". */
export function limitInBoth(limit: number, unit: RateUnit, phases: number | null): string {
  const other = unit === 'A' ? 'W' : 'A'
  return t('{limit} ({other} on {phases, plural, one {# phase} other {# phases}} at {voltage} V)', {
    limit: limitText(limit, unit),
    other: limitText(convertLimit(limit, unit, other, phases), other),
    phases: phases ?? USUAL_PHASES,
    voltage: NOMINAL_VOLTAGE,
  })
}

/** "16.0 A", "0.0 to 32.0 A", "800 W to 11.0 kW". */
export function rangeText(profile: CurveProfile): string {
  const range = limitRange(profile)
  if (!range) return t('No limit')
  const { low, high } = range
  if (low === high) return limitText(low, profile.unit)
  const from = limitText(low, profile.unit)
  const to = limitText(high, profile.unit)
  const shared = unitOf(from) === unitOf(to)
  return t('{low} to {high}', { low: shared ? from.slice(0, -unitOf(from).length - 1) : from, high: to })
}

const unitOf = (limit: string): string => limit.slice(limit.lastIndexOf(' ') + 1)

/** "Connector 1"; connector 0 is the charger as a whole. */
export const connectorText = (connector: number): string =>
  connector === 0 ? t('Whole charger') : t('Connector {connector}', { connector })
