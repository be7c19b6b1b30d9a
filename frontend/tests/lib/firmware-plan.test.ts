import { describe, expect, it } from 'vitest'

import { fittingOf, isFor, planUpdate, waves, type Choice } from '@/lib/firmware-plan'
import { fleetVersions } from '@/lib/fleet-versions'

import { aCharger, aFirmware } from '../fixtures/firmware'

const EVERYTHING: Choice = { station: null, model: null, version: null, anyHardware: false, again: false }
const NOW = Date.parse('2026-11-19T12:00:00Z')
const REST = { waits_for: 3600, any_hardware: false }

const firmware = aFirmware({ vendor: 'Kestrel', model: 'AC 22', version: '3.0.0' })
const fitting = aCharger({ id: 'a', vendor: 'kestrel', model: 'AC 22', firmware_version: '2.0.0' })
const current = aCharger({ id: 'b', vendor: 'Kestrel', model: 'AC 22', firmware_version: '3.0.0' })
const other = aCharger({ id: 'c', vendor: 'Heron', model: 'Wall', firmware_version: '1.0.0' })
const silent = aCharger({ id: 'd', vendor: null, model: null, firmware_version: null })
const kinds = [fitting, current, other, silent].map(({ vendor, model, firmware_version }, index) => ({
  vendor,
  model,
  firmware_version,
  security_profile: 1,
  total: 10 ** index,
  online: 1,
}))

const plan = (choice: Partial<Choice> = {}, unticked: [string, boolean][] = []) =>
  planUpdate(firmware, kinds, { ...EVERYTHING, ...choice }, new Map(unticked))

describe('planUpdate', () => {
  it('leaves out other hardware and those that run it, and says how many', () =>
    expect(plan()).toEqual({
      fitting: 1001,
      chosen: 1001,
      online: 2,
      leftOut: { hardware: 100, current: 10, unticked: 0 },
    }))

  it('takes them where that is wished', () =>
    expect(plan({ anyHardware: true, again: true })).toMatchObject({ chosen: 1111, online: 4 }))

  it('leaves out who is not ticked', () =>
    expect(plan({}, [['a', true]])).toMatchObject({
      fitting: 1001,
      chosen: 1000,
      online: 1,
      leftOut: { unticked: 1 },
    }))

  it('asks the server for just those', () => {
    expect(fittingOf(firmware, EVERYTHING)).toEqual({ fits: 'f1', not_running: '3.0.0' })
    const choice = { station: 's', model: 'AC 22', version: '2.0.0', anyHardware: true, again: true }
    expect(fittingOf(firmware, choice)).toEqual({
      station_id: 's',
      model: 'AC 22',
      firmware_version: '2.0.0',
    })
  })

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

it('orders versions by their number of chargers, those not told last', () =>
  expect(
    fleetVersions([silent, silent, fitting, current, current].map((one) => ({ ...one, total: 1 }))),
  ).toEqual([
    { version: '3.0.0', count: 2 },
    { version: '2.0.0', count: 1 },
    { version: null, count: 2 },
  ]))
