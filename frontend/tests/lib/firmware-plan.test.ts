import { describe, expect, it } from 'vitest'

import { isFor, latestJobs, planUpdate, waves, type Choice } from '@/lib/firmware-plan'
import { fleetVersions } from '@/lib/fleet-versions'

import { aCharger, aFirmware, aJob } from '../fixtures/firmware'

const EVERYTHING: Choice = { station: null, model: null, version: null, anyHardware: false, again: false }
const NOW = Date.parse('2026-11-19T12:00:00Z')
const REST = { waits_for: 3600, any_hardware: false }

const firmware = aFirmware({ vendor: 'Kestrel', model: 'AC 22', version: '3.0.0' })
const fitting = aCharger({ id: 'a', vendor: 'kestrel', model: 'AC 22', firmware_version: '2.0.0' })
const current = aCharger({ id: 'b', vendor: 'Kestrel', model: 'AC 22', firmware_version: '3.0.0' })
const other = aCharger({ id: 'c', vendor: 'Heron', model: 'Wall', firmware_version: '1.0.0' })
const silent = aCharger({ id: 'd', vendor: null, model: null, firmware_version: null })
const all = [fitting, current, other, silent]

const plan = (choice: Partial<Choice> = {}, unticked: string[] = []) => {
  const { chosen, leftOut } = planUpdate(firmware, all, { ...EVERYTHING, ...choice }, new Set(unticked))
  return {
    chosen: chosen.map(({ id }) => id),
    leftOut: leftOut.map(({ charger, reason }) => `${charger.id} ${reason}`),
  }
}

describe('planUpdate', () => {
  it('leaves out other hardware and those that run it, and says so', () =>
    expect(plan()).toEqual({ chosen: ['a', 'd'], leftOut: ['b current', 'c hardware'] }))

  it('takes them where that is wished', () =>
    expect(plan({ anyHardware: true, again: true })).toEqual({ chosen: ['a', 'b', 'c', 'd'], leftOut: [] }))

  it('is about those of the filters only', () =>
    expect(plan({ version: '2.0.0' })).toEqual({ chosen: ['a'], leftOut: [] }))

  it('leaves out who is not ticked', () => expect(plan({}, ['a']).leftOut).toContain('a unticked'))

  it('takes what was never told for no reason against it', () => expect(isFor(firmware, silent)).toBe(true))
})

describe('waves', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']

  it('is one request for all that begins now', () =>
    expect(waves(ids, { size: null, minutes: 30 }, null, REST, NOW)).toEqual([
      { ...REST, charger_ids: ids, retrieve_at: null },
    ]))

  it('begins each wave later than the one before', () =>
    expect(
      waves(ids, { size: 2, minutes: 30 }, null, REST, NOW).map(({ charger_ids, retrieve_at }) => [
        charger_ids.join(''),
        retrieve_at,
      ]),
    ).toEqual([
      ['ab', null],
      ['cd', '2026-11-19T12:30:00.000Z'],
      ['e', '2026-11-19T13:00:00.000Z'],
    ]))

  it('counts from the time that was chosen', () =>
    expect(
      waves(ids, { size: 3, minutes: 60 }, '2026-11-20T02:00:00Z', REST, NOW).map(
        ({ retrieve_at }) => retrieve_at,
      ),
    ).toEqual(['2026-11-20T02:00:00.000Z', '2026-11-20T03:00:00.000Z']))
})

it('counts each charger by its last job', () => {
  const failed = aJob({ id: '1', state: 'failed', created_at: '2026-11-19T10:00:00Z' })
  const again = aJob({ id: '2', state: 'installed', created_at: '2026-11-19T11:00:00Z' })
  expect(latestJobs([failed, again])).toEqual([again])
})

it('orders versions by their number of chargers, those not told last', () =>
  expect(fleetVersions([silent, silent, fitting, current, current].map((one) => ({ ...one, total: 1 })))).toEqual([
    { version: '3.0.0', count: 2 },
    { version: '2.0.0', count: 1 },
    { version: null, count: 2 },
  ]))
