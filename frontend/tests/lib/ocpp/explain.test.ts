import { describe, expect, it } from 'vitest'

import { explainFrame, splitViolation, violationOutcome } from '@/lib/ocpp/explain'
import { fieldWords } from '@/lib/ocpp/field-words'
import { schemaFields, type SchemaField } from '@/tests/fixtures/ocpp'
import type { Message } from '@/lib/types'

const AT = '2026-11-19T11:26:51.400Z'

function frame(payload: unknown, rest: Partial<Message> = {}): Message {
  return {
    id: '1',
    at: AT,
    direction: 'in',
    type: 'CALL',
    message_id: 'b7f31c42',
    action: 'StatusNotification',
    payload: null,
    raw: JSON.stringify([2, 'b7f31c42', rest.action ?? 'StatusNotification', payload]),
    violations: [],
    disposition: null,
    elapsed_ms: null,
    ...rest,
  }
}

const STATUS = {
  connectorId: 2,
  status: 'Preparing',
  errorCode: 'NoError',
  info: 'Cable detected by proximity pilot, waiting for authorisation',
  timestamp: '2026-11-19T11:26:51Z',
  vendorId: 'com.kestrel',
}

const text = (lines: ReturnType<typeof explainFrame>) =>
  (lines ?? []).map(({ indent, tokens }) => '  '.repeat(indent) + tokens.map((token) => token.text).join(''))

describe('explainFrame', () => {
  it('puts one member on a line and its meaning beside it', () => {
    const lines = explainFrame(frame(STATUS))
    expect(text(lines)).toEqual([
      '[2, "b7f31c42", "StatusNotification", {',
      '  "connectorId": 2,',
      '  "status": "Preparing",',
      '  "errorCode": "NoError",',
      `  "info": "${STATUS.info}",`,
      '  "timestamp": "2026-11-19T11:26:51Z",',
      '  "vendorId": "com.kestrel"',
      '}]',
    ])
    expect(lines?.map(({ explanation }) => explanation)).toEqual([
      'A request, its message id and its action',
      'Connector 2',
      'A cable is plugged in or a tag presented, nothing flows yet',
      'Nothing is wrong',
      'More about it, in the charger’s words',
      '12:26:51 here',
      'Who defines the text in info and the vendor’s code',
      null,
    ])
  })

  it('marks the broken line, and how much of its text is allowed', () => {
    const message = '60 characters where 50 are allowed (OCPP 1.6, 6.47)'
    const lines = explainFrame(
      frame(STATUS, { violations: [{ rule: 'maxLength', path: 'info', message, said: null }] }),
    )
    const broken = lines?.filter(({ violations }) => violations.length > 0)
    expect(broken).toHaveLength(1)
    expect(broken?.[0]).toMatchObject({ path: 'info', allowed: 50 })
  })

  it('puts a missing field on the line of its object, and what concerns the whole on the first', () => {
    const meterValue = [{ sampledValue: [{ value: '1' }] }]
    const violations = [
      { rule: 'required', path: 'meterValue[0].timestamp', message: 'required', said: null },
      { rule: 'required', path: 'connectorId', message: 'required', said: null },
      { rule: 'not-json', path: '', message: 'NaN is no JSON', said: null },
    ]
    const lines = explainFrame(frame({ meterValue }, { action: 'MeterValues', violations })) ?? []
    const rulesOf = (path: string) =>
      lines.find((line) => line.path === path)?.violations.map(({ rule }) => rule)
    expect(rulesOf('meterValue[0]')).toEqual(['required'])
    expect(rulesOf('')).toEqual(['required', 'not-json'])
  })

  it('keeps a sample on one line and reads it as one thing', () => {
    const sampledValue = [{ value: '86.1', measurand: 'Power.Active.Import', unit: 'kW', phase: 'L1' }]
    const payload = { connectorId: 1, meterValue: [{ timestamp: '2026-11-19T09:26:51Z', sampledValue }] }
    const lines = explainFrame(frame(payload, { action: 'MeterValues' })) ?? []
    const words = lines.map(({ explanation }) => explanation)
    expect(words).toContain('Power to the car, phase L1: 86.1 kW')
    expect(words).toContain('10:26:51 here, 2 h 00 min before it arrived')
  })

  it('names a clock that is ahead of ours', () => {
    const lines = explainFrame(frame({ timestamp: '2026-11-19T11:26:54Z' })) ?? []
    expect(lines[1]?.explanation).toBe('12:26:54 here, 2.6 s ahead of our clock')
  })

  it('explains answers and refusals', () => {
    const boot = explainFrame(
      frame(
        {},
        {
          type: 'CALLRESULT',
          action: 'BootNotification',
          raw: '[3,"x",{"status":"Pending","interval":300}]',
        },
      ),
    )
    expect(boot?.map(({ explanation }) => explanation).slice(1, 3)).toEqual([
      'We want to set it up first',
      'A heartbeat every 5 min',
    ])
    const error = explainFrame(frame({}, { type: 'CALLERROR', raw: '[4,"x","NotImplemented","no",{}]' }))
    expect(text(error)).toEqual(['[4, "x", "NotImplemented", "no", {}]'])
  })

  it('leaves what is no frame to the raw view', () => {
    expect(explainFrame(frame({}, { type: 'INVALID', raw: 'hello' }))).toBeNull()
    expect(explainFrame(frame({}, { type: 'INVALID', raw: '{"a":1}' }))).toBeNull()
  })
})

/** Read as one thing with the line that it stands on. */
const IN_ONE_LINE = /(sampledValue|configurationKey)\[\]\./

const fields = schemaFields().filter(({ path }) => !IN_ONE_LINE.test(path))
const silent = fields.filter(({ action, answer, path }) => fieldWords(action, answer, path) === undefined)
const said = ({ action, answer, path }: SchemaField, value: unknown) => {
  const words = fieldWords(action, answer, path)
  return typeof words === 'function' ? words(value, () => 'then') : words
}

describe('fieldWords', () => {
  it('has words for every field of all 39 actions, requests and answers', () => {
    expect(new Set(schemaFields().map(({ action }) => action)).size).toBe(39)
    expect(silent.map(({ action, answer, path }) => `${action}${answer ? '.conf' : ''} ${path}`)).toEqual([])
  })

  it('has words for every value that a field may have', () => {
    const unknown = fields.flatMap((field) =>
      (field.schema.enum ?? [])
        .filter((value) =>
          /OCPP 1.6 does not have|How it was answered|undefined/.test(said(field, value) ?? ''),
        )
        .map((value) => `${field.action} ${field.path} ${value}`),
    )
    expect(unknown).toEqual([])
  })

  it.each([[null], ['x'], [-1], [[]], [{}]])('survives %j in any field', (value) => {
    for (const field of fields) expect(said(field, value)).not.toMatch(/undefined|NaN|\[object/)
  })

  it('names a value that OCPP does not have', () => {
    const words = fieldWords('StatusNotification', false, 'status')
    expect(typeof words === 'function' && words('Sleeping', () => '')).toBe(
      'A value that OCPP 1.6 does not have',
    )
  })
})

describe('violations in words', () => {
  it('separates what is wrong from where OCPP says so', () => {
    expect(
      splitViolation({
        rule: 'maxLength',
        path: 'info',
        message: '60 characters where 50 are allowed (OCPP 1.6, 6.47)',
        said: null,
      }),
    ).toEqual({
      what: '60 characters where 50 are allowed',
      where: 'OCPP 1.6, 6.47',
    })
    expect(
      splitViolation({ rule: 'extra', path: 'x', message: 'a field that does not exist', said: null }).where,
    ).toBeNull()
  })

  it('says what we did about it (DEC-3)', () => {
    expect(violationOutcome(false, 'CP-0038')).toBe(
      'Kept whole and answered, because CP-0038 is set to tolerant.',
    )
    expect(violationOutcome(true, 'CP-0038')).toBe('Refused, because CP-0038 is set to strict.')
  })
})
