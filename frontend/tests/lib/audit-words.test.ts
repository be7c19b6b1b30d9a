import { describe, expect, it } from 'vitest'

import { actorName, outcomeOf, targetHref, targetName, targetNoun } from '@/components/audit/audit-words'
import type { AuditEntry } from '@/lib/types'

const ENTRY: AuditEntry = {
  id: '1',
  at: '2026-11-19T11:00:00Z',
  actor: { kind: 'person', id: 'u1', name: 'ines@example.org' },
  operation: 'update_charger',
  target: { kind: 'chargers', id: 'c1-0000-1111' },
  request: { name: 'Bay 7' },
  status: 200,
  address: '10.0.0.7',
  user_agent: 'Firefox',
}

describe('an entry of the audit trail in words', () => {
  it.each([
    [null, 'unknown', 'End unknown'],
    [200, 'done', 'Done'],
    [204, 'done', 'Done'],
    [403, 'refused', 'Refused'],
    [409, 'refused', 'Refused'],
    [500, 'failed', 'Failed'],
  ] as const)('status %s ends as %s', (status, badge, label) => {
    expect(outcomeOf({ status })).toMatchObject({ status: badge, label })
  })

  it('says why it was refused, and that nothing changed', () => {
    expect(outcomeOf({ status: 403 }).detail).toBe('Not allowed to them. Nothing changed.')
    expect(outcomeOf({ status: 418 }).detail).toBe('It was refused. Nothing changed.')
  })

  it('names the target as it is called now, else as it was here, else by its id', () => {
    expect(targetName(ENTRY, new Map([['c1-0000-1111', 'CP-0042']]))).toBe('CP-0042')
    expect(targetName(ENTRY, new Map())).toBe('Bay 7')
    expect(targetName({ ...ENTRY, request: null }, new Map())).toBe('c1-0000-')
    expect(targetName({ ...ENTRY, request: null, target: { kind: 'chargers', id: null } }, new Map())).toBe(
      '',
    )
  })

  it('leads to the page of the target, unless there is none or it was deleted', () => {
    expect(targetHref(ENTRY)).toBe('/chargers/c1-0000-1111')
    expect(targetHref({ ...ENTRY, target: { kind: 'users', id: 'u2' } })).toBe('/users?edit=u2')
    expect(targetHref({ ...ENTRY, target: { kind: 'firmware', id: 'f' } })).toBeNull()
    expect(targetHref({ ...ENTRY, operation: 'delete_charger', status: 204 })).toBeNull()
    expect(targetHref({ ...ENTRY, operation: 'delete_charger', status: 409 })).toBe('/chargers/c1-0000-1111')
  })

  it('calls kinds and actors by their names', () => {
    expect(targetNoun('id-tags')).toBe('Id tag')
    expect(targetNoun('configuration-templates')).toBe('Configuration template')
    expect(targetNoun('sessions')).toBe('Device')
    expect(actorName(ENTRY)).toBe('ines@example.org')
    expect(actorName({ actor: { kind: 'key', id: 'k', name: 'billing' } })).toBe('Key billing')
    expect(actorName({ actor: { kind: 'nobody', id: null, name: '' } })).toBe('Nobody signed in')
  })
})
