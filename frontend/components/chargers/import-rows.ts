import { parseCsv } from '@/lib/csv-parse'
import { t } from '@/lib/i18n'
import type { ChargerCreate, StationOnMap } from '@/lib/types'

export const IMPORT_COLUMNS = ['name', 'station', 'security_profile', 'password', 'note'] as const

export const MAX_ROWS = 1000

export interface ImportRow {
  /** The first charger of the file is 1. */
  number: number
  name: string
  body: ChargerCreate | null
  /** Why this row cannot be sent. */
  problem: string | null
}

type Column = (typeof IMPORT_COLUMNS)[number]

/** What other systems call the same things. */
const ALIASES: Record<string, Column> = {
  charge_point_id: 'name',
  identity: 'name',
  charger: 'name',
  site: 'station',
  location: 'station',
  profile: 'security_profile',
}

/** Reads a file of chargers. Throws with a sentence for the reader when the file as a whole is not one. */
export function readImport(text: string, stations: Pick<StationOnMap, 'id' | 'name'>[]): ImportRow[] {
  const [head = [], ...lines] = parseCsv(text)
  const columns = head.map(columnOf)
  if (!columns.includes('name')) {
    throw new Error(t('The first line must name the columns, and one of them must be “name”.'))
  }
  if (lines.length === 0) throw new Error(t('There is no charger in this file.'))
  if (lines.length > MAX_ROWS) throw new Error(t('At most {count} chargers at once.', { count: MAX_ROWS }))
  const seen = new Set<string>()
  const places = new Map(stations.map(({ id, name }) => [name.toLowerCase(), id]))
  return lines.map((cells, index) => readRow(cells, columns, places, seen, index + 1))
}

function columnOf(heading: string): Column | undefined {
  const key = heading.toLowerCase().replaceAll(' ', '_')
  return IMPORT_COLUMNS.find((column) => column === key) ?? ALIASES[key]
}

function readRow(
  cells: string[],
  columns: (Column | undefined)[],
  /** Ids of stations by their names in small letters. */
  places: ReadonlyMap<string, string>,
  seen: Set<string>,
  number: number,
): ImportRow {
  const value = (column: Column) => cells[columns.indexOf(column)] ?? ''
  const name = value('name')
  const station = places.get(value('station').toLowerCase())
  const profile = value('security_profile') === '' ? 1 : Number(value('security_profile'))
  const problem = problemOf({ name, station: value('station'), known: station !== undefined, profile, seen })
  seen.add(name.toLowerCase())
  if (problem) return { number, name, body: null, problem }
  const body = {
    charge_point_id: name,
    security_profile: profile,
    station_id: station ?? null,
    name: value('note') || null,
    password: value('password') || null,
  }
  return { number, name, body, problem: null }
}

interface Facts {
  name: string
  station: string
  known: boolean
  profile: number
  seen: Set<string>
}

function problemOf({ name, station, known, profile, seen }: Facts): string | null {
  if (name === '') return t('It has no name.')
  if (seen.has(name.toLowerCase())) return t('The name is in the file twice.')
  if (station !== '' && !known) return t('There is no station “{station}”.', { station })
  if (![0, 1, 2, 3].includes(profile)) return t('The security profile is a number from 0 to 3.')
  return null
}
