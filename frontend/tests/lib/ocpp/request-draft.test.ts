import { describe, expect, it } from 'vitest'

import { complaintsAbout, emptyDraft, toRequest } from '@/lib/ocpp/request-draft'
import { requestFields } from '@/lib/ocpp/request-fields'
import { SCHEMAS } from '@/tests/fixtures/ocpp'

const fieldsOf = (action: string) => requestFields(action, SCHEMAS[action]?.request ?? {})

const PERIOD = { startPeriod: '0', limit: '16,5', numberPhases: '' }
const PROFILE = {
  chargingProfileId: '11',
  stackLevel: '0',
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Recurring',
  recurrencyKind: 'Daily',
  transactionId: '',
  validFrom: '',
  validTo: '2026-11-29T10:00',
  chargingSchedule: {
    chargingRateUnit: 'A',
    duration: '86400',
    startSchedule: '',
    minChargingRate: '',
    chargingSchedulePeriod: [PERIOD, { startPeriod: '61200', limit: '7.1', numberPhases: '3' }],
  },
}

describe('emptyDraft', () => {
  it('begins with what is safe, with the only connector, and without what is optional', () => {
    expect(emptyDraft('Reset', fieldsOf('Reset'), '1')).toEqual({ type: 'Soft' })
    expect(emptyDraft('UnlockConnector', fieldsOf('UnlockConnector'), '1')).toEqual({ connectorId: '1' })
    expect(emptyDraft('RemoteStartTransaction', fieldsOf('RemoteStartTransaction'), '1')).toEqual({
      idTag: '',
      connectorId: '',
      chargingProfile: null,
    })
  })

  it('has one thing in a list that may not be empty', () => {
    const draft = emptyDraft('SetChargingProfile', fieldsOf('SetChargingProfile'), '')
    expect(draft).toHaveProperty('csChargingProfiles.chargingSchedule.chargingSchedulePeriod', [
      { startPeriod: '', limit: '', numberPhases: '' },
    ])
    expect(emptyDraft('SendLocalList', fieldsOf('SendLocalList'), '')).toHaveProperty(
      'localAuthorizationList',
      [],
    )
  })
})

describe('toRequest', () => {
  const start = fieldsOf('RemoteStartTransaction')

  it('leaves out what is empty, and turns numbers into numbers', () => {
    expect(toRequest(start, { idTag: ' X ', connectorId: '', chargingProfile: null })).toEqual({ idTag: 'X' })
    expect(toRequest(start, { idTag: 'X', connectorId: '2' })).toEqual({ idTag: 'X', connectorId: 2 })
  })

  it('goes as deep as the schema, moments in UTC', () => {
    expect(toRequest(start, { idTag: 'X', chargingProfile: PROFILE })).toEqual({
      idTag: 'X',
      chargingProfile: {
        chargingProfileId: 11,
        stackLevel: 0,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Recurring',
        recurrencyKind: 'Daily',
        validTo: new Date('2026-11-29T10:00').toISOString(),
        chargingSchedule: {
          chargingRateUnit: 'A',
          duration: 86400,
          chargingSchedulePeriod: [
            { startPeriod: 0, limit: 16.5 },
            { startPeriod: 61200, limit: 7.1, numberPhases: 3 },
          ],
        },
      },
    })
  })

  it('sends every configuration value as text, also an empty one, and as it was typed (CFG-01)', () => {
    const change = fieldsOf('ChangeConfiguration')
    expect(toRequest(change, { key: ' K ', value: ' 300 ' })).toEqual({ key: 'K', value: ' 300 ' })
    expect(complaintsAbout(change, { key: 'K', value: '' })).toEqual([])
    expect(toRequest(change, { key: 'K', value: '' })).toEqual({ key: 'K', value: '' })
  })

  it('asks for all keys without a name, for several with names', () => {
    const read = fieldsOf('GetConfiguration')
    expect(toRequest(read, { key: '' })).toEqual({})
    expect(toRequest(read, { key: 'A, B\nC' })).toEqual({ key: ['A', 'B', 'C'] })
  })

  it('lets a tag be taken off a list by saying nothing about it', () => {
    const list = fieldsOf('SendLocalList')
    const tags = [
      { idTag: 'A', idTagInfo: { status: 'Accepted', expiryDate: '', parentIdTag: 'G' } },
      { idTag: 'B', idTagInfo: null },
    ]
    expect(
      toRequest(list, { listVersion: '3', updateType: 'Differential', localAuthorizationList: tags }),
    ).toEqual({
      listVersion: 3,
      updateType: 'Differential',
      localAuthorizationList: [
        { idTag: 'A', idTagInfo: { status: 'Accepted', parentIdTag: 'G' } },
        { idTag: 'B' },
      ],
    })
  })
})

describe('complaintsAbout', () => {
  it('says what is missing, wherever it stands', () => {
    const draft = emptyDraft('SetChargingProfile', fieldsOf('SetChargingProfile'), '1')
    const places = complaintsAbout(fieldsOf('SetChargingProfile'), draft).map(({ at }) => at)
    expect(places).toContain('csChargingProfiles.stackLevel')
    expect(places).toContain('csChargingProfiles.chargingSchedule.chargingSchedulePeriod.0.limit')
    expect(places).not.toContain('csChargingProfiles.validFrom')
  })

  it.each([
    ['UnlockConnector', { connectorId: '1.5' }, 'Not a whole number.'],
    ['UnlockConnector', { connectorId: '1e3' }, 'Not a whole number.'],
    ['UnlockConnector', { connectorId: '99999999999999999999' }, 'Not a whole number.'],
    ['ChangeConfiguration', { key: 'x'.repeat(51), value: '' }, '51 characters where 50 are allowed.'],
    ['GetConfiguration', { key: `A ${'x'.repeat(51)}` }, '51 characters where 50 are allowed.'],
    ['ReserveNow', { connectorId: '1', reservationId: '1', idTag: 'A', expiryDate: 'x' }, 'Not a date.'],
  ])('%s %j: %s', (action, values, message) => {
    expect(complaintsAbout(fieldsOf(action), values)).toEqual([{ at: expect.any(String) as string, message }])
  })

  it('counts characters as OCPP does', () => {
    expect(complaintsAbout(fieldsOf('ChangeConfiguration'), { key: '🔌'.repeat(50), value: '' })).toEqual([])
  })

  it('takes one decimal of a limit at most', () => {
    const profile = (limit: string) => ({
      ...PROFILE,
      chargingSchedule: { ...PROFILE.chargingSchedule, chargingSchedulePeriod: [{ ...PERIOD, limit }] },
    })
    const about = (limit: string) =>
      complaintsAbout(fieldsOf('SetChargingProfile'), {
        connectorId: '0',
        csChargingProfiles: profile(limit),
      }).map(({ message }) => message)
    expect(about('16,5')).toEqual([])
    expect(about('16.55')).toEqual(['Not a number with one decimal at most.'])
  })
})
