import { expect, it } from 'vitest'

import { settlementsOf } from '@/lib/settlement'
import type { TransactionDetail } from '@/lib/types'

const record = (
  meter_start: number | null,
  meter_stop: number | null,
  energy_wh: number | null,
  last: number | null,
) =>
  ({
    meter_start,
    meter_stop,
    energy_wh,
    evidence: last === null ? [] : [{ kind: 'last_sample', register_wh: last }],
  }) as TransactionDetail

it('offers the last sample where the stop is another', () => {
  expect(settlementsOf(record(1000, 35_920, 34_920, 36_330))).toEqual([
    { label: 'Use last sample, 35.33 kWh', meterStop: 36_330 },
    { label: 'Accept 34.92 kWh' },
  ])
})

it.each([
  ['without a stop', record(1000, null, 34_920, 35_920)],
  ['with a last sample that is the stop', record(1000, 35_920, 34_920, 35_920)],
  ['with a last sample below the start', record(1000, 35_920, 34_920, 900)],
  ['without samples', record(1000, 35_920, 34_920, null)],
  ['without a start', record(null, 35_920, 34_920, 36_330)],
])('offers the record as it is %s', (_, transaction) => {
  expect(settlementsOf(transaction)).toEqual([{ label: 'Accept 34.92 kWh' }])
})

it('says where nothing is known of the energy', () => {
  expect(settlementsOf(record(null, null, null, null))).toEqual([{ label: 'Accept without energy' }])
})
