import { describe, expect, it } from 'vitest'

import { OPERATIONS, operationWords } from '@/lib/operation-words'
import openapi from '@/openapi.json'

const paths = openapi.paths as Record<string, Record<string, { operationId: string }>>
const deeds = Object.entries(paths)
  .filter(([path]) => path.startsWith('/api/admin/'))
  .flatMap(([, methods]) => Object.entries(methods))
  .filter(([method]) => method !== 'get')
  .map(([, { operationId }]) => operationId)

/** What the server notes besides the operations of administrators (csms/api/supabase.py, csms/api/audit.py, csms/api/routers/me.py). */
const BESIDES = [
  'sign_in',
  'sign_out',
  'sign_up',
  'recover_account',
  'use_letter',
  'change_own_account',
  'delete_me',
  'end_my_session',
  'get_user_data',
  'get_my_data',
]

describe('operationWords', () => {
  it.each(deeds)('%s reads as words', (operation) => {
    expect(operationWords(operation)).toMatch(/^[A-Z][a-z]+ \w/)
    expect(operationWords(operation)).not.toContain('_')
  })

  it('has no words for what cannot be done any more', () => {
    const others = OPERATIONS.map(({ value }) => value).filter((value) => !deeds.includes(value))
    expect(others.sort()).toEqual(BESIDES.sort())
  })

  it('calls a command by its own name, and what is newer than the table by its verb', () => {
    expect(operationWords('send_change_availability')).toBe('Sent ChangeAvailability')
    expect(operationWords('delete_price_list')).toBe('Deleted price list')
    expect(operationWords('replay_delivery')).toBe('Replay delivery')
  })
})
