import { describe, expect, it } from 'vitest'

import { ACTIONS, summarize, type Summarized } from '@/lib/ocpp/summary'
import { actionWords } from '@/lib/ocpp/action-words'

const line = (action: string, request: object = {}, rest: Partial<Summarized> = {}) =>
  summarize({ action, request: request as Record<string, unknown>, ...rest })

const sample = (value: string, measurand: string, unit: string, more = {}) => ({
  value,
  measurand,
  unit,
  ...more,
})

describe('what the charger says', () => {
  it('names what a connector was before', () => {
    const request = { connectorId: 2, status: 'Preparing', errorCode: 'NoError' }
    expect(line('StatusNotification', request, { previousStatus: 'Available' })).toBe(
      'Connector 2: Available to Preparing',
    )
    expect(line('StatusNotification', request, { previousStatus: 'Preparing' })).toBe(
      'Connector 2: Preparing',
    )
  })

  it('names the fault, and the charger as a whole for connector 0', () => {
    expect(
      line('StatusNotification', { connectorId: 0, status: 'Faulted', errorCode: 'GroundFailure' }),
    ).toBe('Charger: Faulted, GroundFailure')
  })

  it('reads the figures of the last samples, without mixing phases into the power (METER-10)', () => {
    const sampledValue = [
      sample('86.1', 'Power.Active.Import', 'kW'),
      sample('40', 'Power.Active.Import', 'kW', { phase: 'L1' }),
      sample('219', 'Current.Import', 'A', { phase: 'L1' }),
      sample('211', 'Current.Import', 'A', { phase: 'L2' }),
      sample('393', 'Voltage', 'V'),
      sample('68', 'SoC', 'Percent'),
    ]
    const meterValue = [
      { timestamp: 'x', sampledValue: [] },
      { timestamp: 'y', sampledValue },
    ]
    expect(line('MeterValues', { connectorId: 1, meterValue })).toBe(
      'Connector 1: 86.1 kW, 219 A, 393 V, battery 68 %',
    )
  })

  it('falls back to the register, which has no measurand of its own (METER-02)', () => {
    const meterValue = [{ timestamp: 'x', sampledValue: [{ value: '18239640' }] }]
    expect(line('MeterValues', { connectorId: 1, meterValue })).toBe('Connector 1: register 18,239,640 Wh')
  })

  it('tells a start with its number and a verdict that was not an acceptance', () => {
    const request = { connectorId: 1, idTag: 'STAFF-0001', meterStart: 18_204_310 }
    const response = (status: string) => ({ response: { transactionId: 7, idTagInfo: { status } } })
    expect(line('StartTransaction', request, response('Accepted'))).toBe(
      'Connector 1 starts with tag STAFF-0001 at 18,204,310 Wh: transaction 7',
    )
    expect(line('StartTransaction', request, response('Blocked'))).toMatch(/transaction 7, Blocked$/)
  })

  it('takes a stop without a reason for Local (STOP-03)', () => {
    expect(line('StopTransaction', { transactionId: 7, meterStop: 12 })).toBe(
      'Transaction 7 ends at 12 Wh, Local',
    )
  })
})

describe('what we say', () => {
  it.each([
    ['GetConfiguration', {}, {}, 'Asks for all keys'],
    [
      'GetConfiguration',
      { key: ['A', 'B'] },
      { configurationKey: [{}], unknownKey: ['B'] },
      'Asks for A, B: 1 known, 1 unknown',
    ],
    [
      'ChangeConfiguration',
      { key: 'HeartbeatInterval', value: '300' },
      { status: 'Accepted' },
      'Sets HeartbeatInterval to 300: Accepted',
    ],
    [
      'TriggerMessage',
      { requestedMessage: 'MeterValues', connectorId: 1 },
      { status: 'Accepted' },
      'Asks for MeterValues of connector 1: Accepted',
    ],
    ['ChangeAvailability', { connectorId: 0, type: 'Inoperative' }, {}, 'Takes the charger out of service'],
    [
      'RemoteStartTransaction',
      { connectorId: 2, idTag: 'X' },
      { status: 'Rejected' },
      'Starts connector 2 with tag X: Rejected',
    ],
  ])('%s', (action, request, response, expected) => {
    expect(line(action, request, { response })).toBe(expected)
  })

  it('says that it was refused', () => {
    expect(line('Reset', { type: 'Hard' }, { errorCode: 'NotImplemented' })).toBe(
      'Restarts the charger hard: refused, NotImplemented',
    )
  })
})

describe('anything', () => {
  it('has a line and a purpose for each of the 39 actions, whatever the payload lacks', () => {
    expect(ACTIONS).toHaveLength(39)
    for (const action of ACTIONS) {
      expect(line(action)).not.toMatch(/undefined|null|NaN/)
      expect(actionWords(action)).toMatch(/\.$/)
    }
  })

  it('survives payloads of other types', () => {
    const broken = { connectorId: 'one', meterValue: 'x', key: 3, status: {}, idTag: [] }
    for (const action of ACTIONS) expect(line(action, broken)).not.toMatch(/undefined|\[object/)
  })

  it('names an action that OCPP does not have as that', () => {
    expect(line('Dance')).toBe('An action that OCPP 1.6 does not have')
  })
})
