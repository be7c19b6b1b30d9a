import { formatDuration, formatEnergy, formatMonth, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { MyTransaction } from '@/lib/types'

type Place = Pick<MyTransaction, 'station_name' | 'charge_point_id' | 'connector_id'>

/** Where a driver was: the station; without one, the charger. */
export const placeName = ({ station_name, charge_point_id }: Place): string => station_name ?? charge_point_id

/** "CP-0038, connector 1": where exactly. */
export function placeDetail({ station_name, charge_point_id, connector_id }: Place): string {
  const connector = connector_id === null ? '' : t('connector {number}', { number: connector_id })
  return [station_name ? charge_point_id : '', connector].filter(Boolean).join(', ')
}

/** Milliseconds from the start to the end, or until now. */
export const durationMs = ({ started_at, stopped_at }: MyTransaction, now: number): number =>
  (stopped_at ? Date.parse(stopped_at) : now) - Date.parse(started_at)

/** "40.6 kWh in 24 min". */
export function soFar(session: MyTransaction, now: number): string {
  const duration = formatDuration(durationMs(session, now) / 1000)
  return session.energy_wh === null
    ? t('No energy yet in {duration}', { duration })
    : t('{energy} in {duration}', { energy: formatEnergy(session.energy_wh), duration })
}

/** "since 12:03, card 04A1B2". */
export function sinceWords({ started_at, id_tag }: MyTransaction, now: number): string {
  const time = formatTime(started_at, now)
  return id_tag ? t('since {time}, card {card}', { time, card: id_tag }) : t('since {time}', { time })
}

/** A driver needs no more than whether it runs, is over, or is being looked into. */
export function sessionNote({ state }: MyTransaction): string | null {
  if (state === 'suspect')
    return t('Its meter values do not fit together. Whoever runs the charger looks into it.')
  if (state === 'force_closed')
    return t('The charger did not report its end. It was closed with the last value known.')
  return null
}

interface MonthOf<Session> {
  month: string
  sessions: Session[]
}

/** In their order, under the month in which they started: "November 2026". */
export function byMonth<Session extends Pick<MyTransaction, 'started_at'>>(
  sessions: Session[],
): MonthOf<Session>[] {
  const months: MonthOf<Session>[] = []
  for (const session of sessions) {
    const month = formatMonth(session.started_at)
    const last = months.at(-1)
    if (last?.month === month) last.sessions.push(session)
    else months.push({ month, sessions: [session] })
  }
  return months
}
