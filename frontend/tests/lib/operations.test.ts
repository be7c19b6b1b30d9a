import { describe, expect, it } from 'vitest'

import {
  missingFields,
  OPERATIONS,
  parseRequest,
  toRequest,
  type Operation,
} from '@/components/commands/operations'

const operation = (action: string) => OPERATIONS.find((candidate) => candidate.action === action) as Operation

describe('operations', () => {
  it('cover the operations of the Core profile that a central system sends', () => {
    expect(OPERATIONS.map(({ action }) => action).sort()).toEqual([
      'ChangeAvailability',
      'ChangeConfiguration',
      'ClearCache',
      'DataTransfer',
      'GetConfiguration',
      'RemoteStartTransaction',
      'RemoteStopTransaction',
      'Reset',
      'UnlockConnector',
    ])
  })

  it('leave out what is empty and turn numbers into numbers', () => {
    const start = operation('RemoteStartTransaction')
    expect(toRequest(start, { idTag: ' X ', connectorId: '' })).toEqual({ idTag: 'X' })
    expect(toRequest(start, { idTag: 'X', connectorId: '2' })).toEqual({ idTag: 'X', connectorId: 2 })
  })

  it('send every configuration value as text, also an empty one (CFG-01)', () => {
    const change = operation('ChangeConfiguration')
    expect(toRequest(change, { key: 'HeartbeatInterval', value: '300' })).toEqual({
      key: 'HeartbeatInterval',
      value: '300',
    })
    expect(missingFields(change, { key: 'K', value: '' })).toEqual([])
    expect(toRequest(change, { key: 'K', value: '' })).toEqual({ key: 'K', value: '' })
  })

  it('ask for all keys without a name, for several with names', () => {
    const read = operation('GetConfiguration')
    expect(toRequest(read, { key: '' })).toEqual({})
    expect(toRequest(read, { key: 'A, B\nC' })).toEqual({ key: ['A', 'B', 'C'] })
  })

  it('say what is missing', () => {
    expect(missingFields(operation('UnlockConnector'), { connectorId: ' ' })).toEqual(['connectorId'])
  })
})

describe('parseRequest', () => {
  it('takes a JSON object, and nothing for an empty one', () => {
    expect(parseRequest('{"type":"Soft"}')).toEqual({ type: 'Soft' })
    expect(parseRequest('  ')).toEqual({})
  })

  it.each(['[]', '"x"', '{', 'null'])('refuses %s', (text) => {
    expect(parseRequest(text)).toBeNull()
  })
})
