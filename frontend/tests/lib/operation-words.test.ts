import { describe, expect, it } from 'vitest'

import { OPERATIONS, operationWords } from '@/lib/operation-words'
import openapi from '@/openapi.json'

const paths = openapi.paths as Record<string, Record<string, { operationId: string }>>
const deeds = Object.entries(paths)
  .filter(([path]) => path.startsWith('/api/admin/'))
  .flatMap(([, methods]) => Object.entries(methods))
  .filter(([method]) => method !== 'get')
  .map(([, { operationId }]) => operationId)

describe('operationWords', () => {
  it.each(deeds)('%s reads as words', (operation) => {
    expect(operationWords(operation)).toMatch(/^[A-Z][a-z]+ \w/)
    expect(operationWords(operation)).not.toContain('_')
  })

  it('has no words for what cannot be done any more', () => {
    expect(OPERATIONS.map(({ value }) => value).filter((value) => !deeds.includes(value))).toEqual([])
  })

  it('calls a command by its own name, and what is newer than the table by its verb', () => {
    expect(operationWords('send_change_availability')).toBe('Sent ChangeAvailability')
    expect(operationWords('delete_price_list')).toBe('Deleted price list')
    expect(operationWords('replay_delivery')).toBe('Replay delivery')
  })
})
