import { msg } from '@/lib/i18n'
import type { ChargerFilter } from '@/lib/queries/chargers'
import type { Charger, ChargerKind, Firmware, FirmwareUpdate } from '@/lib/types'

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

/** Why chargers are left out; shown with `t()`. */
export const REASONS = msg({
  hardware: 'Other hardware',
  current: 'Runs this version already',
  unticked: 'Not ticked',
})

export type Reason = keyof typeof REASONS

/** Of those that fit, who is left out by a tick: whether they are online, by their ids. */
export type Unticked = ReadonlyMap<string, boolean>

/** Whom an update concerns, whom not, and why not, in numbers. */
export interface Plan {
  /** By the filters, and nothing speaks against it. */
  fitting: number
  chosen: number
  online: number
  leftOut: Record<Reason, number>
}

const same = (meant: string | null, told: string | null) =>
  !meant || !told || meant.toLowerCase() === told.toLowerCase()

/** As the server judges it: what either has not told is no reason. */
export const isFor = (firmware: Firmware, charger: Pick<Charger, 'vendor' | 'model'>): boolean =>
  same(firmware.vendor, charger.vendor) && same(firmware.model, charger.model)

export const runsIt = (firmware: Firmware, charger: Pick<Charger, 'firmware_version'>): boolean =>
  firmware.version !== null && charger.firmware_version === firmware.version

function reasonFor(firmware: Firmware, kind: ChargerKind, choice: Choice): Reason | null {
  if (!choice.anyHardware && !isFor(firmware, kind)) return 'hardware'
  return !choice.again && runsIt(firmware, kind) ? 'current' : null
}

/** The chargers that are chosen from. */
export const candidates = ({ station, model, version }: Choice): ChargerFilter => ({
  ...(station && { station_id: station }),
  ...(model && { model }),
  ...(version && { firmware_version: version }),
})

/** Those of them that nothing speaks against. */
export const fittingOf = (firmware: Firmware, choice: Choice): ChargerFilter => ({
  ...candidates(choice),
  ...(!choice.anyHardware && { fits: firmware.id }),
  ...(!choice.again && firmware.version && { not_running: firmware.version }),
})

/** kinds: of all candidates. */
export function planUpdate(
  firmware: Firmware,
  kinds: ChargerKind[],
  choice: Choice,
  unticked: Unticked,
): Plan {
  const left = { hardware: 0, current: 0, unticked: unticked.size }
  let fitting = 0
  let online = 0
  for (const kind of kinds) {
    const reason = reasonFor(firmware, kind, choice)
    if (reason) {
      left[reason] += kind.total
      continue
    }
    fitting += kind.total
    online += kind.online
  }
  const untickedOnline = [...unticked.values()].filter(Boolean).length
  return { fitting, chosen: fitting - unticked.size, online: online - untickedOnline, leftOut: left }
}

/** So many chargers of one request, as the server allows. */
const LARGEST_REQUEST = 1000

/** All of them together. */
export const AT_ONCE: Pace = { size: null, minutes: 0 }

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
