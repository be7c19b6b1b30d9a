import { formatKilowattHours } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { TransactionDetail } from '@/lib/types'

/** One thing that a doubtful record can be decided to be, named by its result. */
export interface Settlement {
  label: string
  /** Undefined: the record as it stands. */
  meterStop?: number
}

const kwh = (wattHours: number) => formatKilowattHours(wattHours, 2)

/** What counts: the last sample, where the stop contradicts it, or what the record says now. */
export function settlementsOf(transaction: TransactionDetail): Settlement[] {
  const { energy_wh, meter_start, meter_stop, evidence } = transaction
  const asItIs: Settlement = {
    label: energy_wh === null ? t('Accept without energy') : t('Accept {energy}', { energy: kwh(energy_wh) }),
  }
  const last = evidence.find(({ kind }) => kind === 'last_sample')?.register_wh ?? null
  const contradicted = last !== null && meter_stop !== null && last !== meter_stop
  if (!contradicted || meter_start === null || last < meter_start) return [asItIs]
  const label = t('Use last sample, {energy}', { energy: kwh(last - meter_start) })
  return [{ label, meterStop: last }, asItIs]
}
