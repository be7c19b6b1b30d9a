import { msg } from '@/lib/i18n'
import type { Charger, Firmware, FirmwareUpdate, Job } from '@/lib/types'

/** What chargers are chosen by; null: any. */
export interface Choice {
  station: string | null
  model: string | null
  version: string | null
  /** Also those that the firmware is not meant for. */
  anyHardware: boolean
  /** Also those that say they run it already. */
  again: boolean
}

/** Why a charger is left out; shown with `t()`. */
export const REASONS = msg({
  hardware: 'Other hardware',
  current: 'Runs this version already',
  unticked: 'Not ticked',
})

export type Reason = keyof typeof REASONS

export interface Plan {
  /** By the filters, and nothing speaks against it. */
  fitting: Charger[]
  chosen: Charger[]
  leftOut: { charger: Charger; reason: Reason }[]
}

const same = (meant: string | null, told: string | null) =>
  !meant || !told || meant.toLowerCase() === told.toLowerCase()

/** As the server judges it: what either has not told is no reason. */
export const isFor = (firmware: Firmware, charger: Pick<Charger, 'vendor' | 'model'>): boolean =>
  same(firmware.vendor, charger.vendor) && same(firmware.model, charger.model)

export const runsIt = (firmware: Firmware, charger: Pick<Charger, 'firmware_version'>): boolean =>
  firmware.version !== null && charger.firmware_version === firmware.version

function reasonFor(firmware: Firmware, charger: Charger, choice: Choice): Reason | null {
  if (!choice.anyHardware && !isFor(firmware, charger)) return 'hardware'
  return !choice.again && runsIt(firmware, charger) ? 'current' : null
}

const matches = (charger: Charger, { station, model, version }: Choice): boolean =>
  (station === null || charger.station_id === station) &&
  (model === null || charger.model === model) &&
  (version === null || charger.firmware_version === version)

/** Whom an update concerns, whom not, and why not. */
export function planUpdate(
  firmware: Firmware,
  chargers: Charger[],
  choice: Choice,
  unticked: ReadonlySet<string>,
): Plan {
  const plan: Plan = { fitting: [], chosen: [], leftOut: [] }
  for (const charger of chargers.filter((candidate) => matches(candidate, choice))) {
    const reason = reasonFor(firmware, charger, choice)
    if (reason) {
      plan.leftOut.push({ charger, reason })
      continue
    }
    plan.fitting.push(charger)
    if (unticked.has(charger.id)) plan.leftOut.push({ charger, reason: 'unticked' })
    else plan.chosen.push(charger)
  }
  return plan
}

/** So many chargers of one request, as the server allows. */
const LARGEST_REQUEST = 1000

export interface Pace {
  /** Chargers that begin together; null: all. */
  size: number | null
  minutes: number
}

/** One request for each wave; a later wave is told to fetch the file later. */
export function waves(
  ids: string[],
  { size, minutes }: Pace,
  begin: string | null,
  rest: Omit<FirmwareUpdate, 'charger_ids' | 'retrieve_at'>,
  now = Date.now(),
): FirmwareUpdate[] {
  const step = size ?? LARGEST_REQUEST
  const start = begin ? Date.parse(begin) : now
  return Array.from({ length: Math.ceil(ids.length / step) }, (_, wave) => {
    const later = size === null ? 0 : wave * minutes * 60_000
    return {
      ...rest,
      charger_ids: ids.slice(wave * step, (wave + 1) * step),
      retrieve_at: begin === null && later === 0 ? null : new Date(start + later).toISOString(),
    }
  })
}

/** Of each charger the job that was asked for last: an earlier failure counts no more. */
export function latestJobs(jobs: Job[]): Job[] {
  const latest = new Map<string, Job>()
  for (const job of jobs) {
    const other = latest.get(job.charger_id)
    if (!other || other.created_at < job.created_at) latest.set(job.charger_id, job)
  }
  return [...latest.values()]
}
