import { describe, expect, it } from 'vitest'

import { commandLife } from '@/lib/command-life'
import { commandTitle, requester } from '@/lib/command-words'
import type { Command } from '@/lib/types'

const SENT = '2026-11-19T11:03:04.000Z'
const after = (ms: number) => new Date(Date.parse(SENT) + ms).toISOString()
const NOW = Date.parse(SENT) + 5_000

function command(rest: Partial<Command>): Command {
  return {
    id: 'c1',
    charger_id: 'ch1',
    action: 'RemoteStartTransaction',
    request: { idTag: 'NL-TNM-000481', connectorId: 1 },
    state: 'answered',
    response: { status: 'Accepted' },
    error: null,
    requested_by: 'ines.vogel@hafenpark.example',
    created_at: SENT,
    sent_at: SENT,
    finished_at: after(400),
    outcome: null,
    outcome_at: null,
    expires_at: null,
    transaction: null,
    transaction_id: null,
    ...rest,
  }
}

const steps = (rest: Partial<Command>, now = NOW) =>
  commandLife(command(rest), now).steps.map(({ text, time }) => [text, time])

describe('commandLife', () => {
  it('tells sent, answered and what then really happened', () => {
    const done = {
      outcome: 'transaction_started',
      outcome_at: after(3_100),
      transaction: 't1',
      transaction_id: 18391,
    }
    expect(steps(done)).toEqual([
      ['Sent', '12:03:04'],
      ['Accepted by the charger', '+0.4 s'],
      ['Transaction 18391 started', '+3.1 s'],
    ])
    expect(commandLife(command(done), NOW)).toMatchObject({ status: 'done', running: false })
  })

  it('is not done with an acceptance alone (errata 3.32)', () => {
    const life = commandLife(command({}), NOW)
    expect(life).toMatchObject({ status: 'in_progress', running: true })
    expect(life.steps.at(-1)?.text).toBe('Waiting for the transaction')
  })

  it('says when what was promised never came', () => {
    const life = commandLife(command({}), NOW + 10 * 60_000)
    expect(life.steps.at(-1)).toMatchObject({ status: 'timeout', text: 'No transaction came' })
  })

  it('counts while the answer is open, and says when it gives up', () => {
    const life = commandLife(
      command({ state: 'sent', response: null, finished_at: null }),
      Date.parse(SENT) + 1_800,
    )
    expect(life.steps.at(-1)).toMatchObject({
      status: 'in_progress',
      text: 'Waiting for the charger',
      detail: 'Gives up after 30 s',
      time: '1.8 s',
    })
  })

  it('says what to do about a refusal', () => {
    const life = commandLife(
      command({ action: 'Reset', request: { type: 'Soft' }, response: { status: 'Rejected' } }),
      NOW,
    )
    expect(life).toMatchObject({ status: 'rejected' })
    expect(life.steps.at(-1)).toMatchObject({
      text: 'Rejected by the charger',
      detail: 'A session may be running. Stop it first, or restart hard.',
    })
  })

  it.each([
    ['offline', 'The charger was offline'],
    ['timeout', 'The charger did not answer'],
    ['unknown', 'The connection was lost'],
  ] as const)('%s', (state, text) => {
    const life = commandLife(
      command({ state, response: null, sent_at: state === 'offline' ? null : SENT }),
      NOW,
    )
    expect(life.steps.at(-1)?.text).toBe(text)
    expect(life.status).not.toBe('done')
  })

  it('counts the keys that were read', () => {
    const response = { configurationKey: [{}, {}], unknownKey: ['Foo'] }
    const life = commandLife(command({ action: 'GetConfiguration', request: {}, response }), NOW)
    expect(life.steps.at(-1)).toMatchObject({
      text: '2 keys read',
      detail: 'Not known to it: Foo',
      status: 'done',
    })
  })

  it('tells a restart from its boot', () => {
    const reset = { action: 'Reset', request: { type: 'Hard' }, outcome: 'booted', outcome_at: after(42_000) }
    expect(steps(reset).at(-1)).toEqual(['The charger has restarted', '+42 s'])
  })
})

describe('ends other than a deed', () => {
  it.each([
    [{ outcome: 'timed_out', outcome_at: after(90_000) }, 'No transaction came', 'timeout'],
    [{ response: { status: 'Rejected' }, outcome: 'rejected' }, 'Rejected by the charger', 'rejected'],
    [{ state: 'offline', sent_at: null, outcome: 'expired' }, 'Its time was over', 'timeout'],
    [{ state: 'offline', sent_at: null, outcome: 'refused' }, 'Not sent any more', 'rejected'],
    [
      { state: 'pending', sent_at: null, finished_at: null, response: null, expires_at: after(60_000) },
      'Waits for the charger',
      'in_progress',
    ],
  ] as const)('%j is %s', (rest, text, status) => {
    const life = commandLife(command(rest), NOW)
    expect(life.steps.at(-1)).toMatchObject({ text, status })
  })
})

describe('commandTitle', () => {
  it.each([
    ['RemoteStartTransaction', { connectorId: 1, idTag: 'x' }, 'Start charging, connector 1'],
    ['ChangeAvailability', { connectorId: 0, type: 'Inoperative' }, 'Take charger out of service'],
    ['ChangeConfiguration', { key: 'AuthorizationKey', value: 'secret' }, 'Set a new password'],
    ['GetConfiguration', {}, 'Read configuration'],
    ['InstallCertificate', {}, 'Install a root'],
    ['SomethingNew', {}, 'SomethingNew'],
  ])('%s', (action, request, title) => {
    expect(commandTitle({ action, request })).toBe(title)
  })

  it('names people, and leaves others as they are', () => {
    expect(requester({ requested_by: 'ines.vogel@x.example' })).toBe('Ines Vogel')
    expect(requester({ requested_by: 'Nightly sync' })).toBe('Nightly sync')
  })
})

describe('what an answer is about', () => {
  const life = (rest: Partial<Command>) => commandLife(command(rest), NOW).steps.at(-1)

  it.each([
    ['GetLocalListVersion', { listVersion: 7 }, 'Its list has version 7'],
    ['GetLocalListVersion', { listVersion: 0 }, 'Its list is empty'],
    ['GetLocalListVersion', { listVersion: -1 }, 'It has no local lists'],
    ['GetDiagnostics', { fileName: 'a.zip' }, 'It uploads a.zip'],
    ['GetDiagnostics', {}, 'It has nothing to upload'],
    ['GetLog', { status: 'AcceptedCanceled', filename: 'b.log' }, 'It uploads b.log'],
    ['DataTransfer', { status: 'Accepted', data: 'pong' }, 'It says: pong'],
    ['GetInstalledCertificateIds', { status: 'Accepted', certificateHashData: [{}] }, 'One certificate'],
  ])('%s %j', (action, response, detail) => {
    expect(life({ action, request: {}, response })).toMatchObject({ status: 'done', detail })
  })

  it('is in words for a status that only some commands have', () => {
    const found = life({ action: 'ReserveNow', request: {}, response: { status: 'Occupied' } })
    expect(found).toMatchObject({ status: 'rejected', text: 'The connector is in use' })
  })

  it('follows a change of availability to its end, also a scheduled one (AVAIL-01)', () => {
    const change = {
      action: 'ChangeAvailability',
      request: { connectorId: 0, type: 'Inoperative' },
      response: { status: 'Scheduled' },
    }
    expect(life(change)).toMatchObject({ status: 'in_progress', text: 'Waiting for the change' })
    const changed = { ...change, outcome: 'availability_changed', outcome_at: after(60_000) }
    expect(life(changed)).toMatchObject({ status: 'done', text: 'It is out of service' })
    expect(life({ ...change, outcome: 'timed_out' })).toMatchObject({ text: 'No change was seen' })
  })
})

it('names what an extended trigger asks for', () => {
  const title = (requestedMessage: string) =>
    commandTitle({ action: 'ExtendedTriggerMessage', request: { requestedMessage } })
  expect(title('LogStatusNotification')).toBe('Ask for LogStatusNotification')
  expect(title('SignChargePointCertificate')).toBe('Have it ask for a certificate')
})
