import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'

import { AuditPage } from '@/components/audit/audit-page'
import type { AuditEntry } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

const charger = chargers[0]
const ENTRY: AuditEntry = {
  id: '7',
  at: '2026-11-19T11:00:00Z',
  actor: { kind: 'person', id: 'u1', name: 'ines@example.org' },
  operation: 'update_charger',
  target: { kind: 'chargers', id: charger?.id ?? '' },
  request: { name: 'Bay 7' },
  status: 200,
  address: '10.0.0.7',
  user_agent: 'Firefox',
}
const REFUSED: AuditEntry = { ...ENTRY, id: '6', operation: 'delete_user', status: 409, request: null }

describe('AuditPage', () => {
  const queries: URLSearchParams[] = []

  beforeEach(() => {
    queries.length = 0
    const none = () => ({ body: { items: [], next_cursor: null } })
    fakeServer({
      'GET /api/admin/audit': ({ url }) => {
        queries.push(url.searchParams)
        return { body: { items: [ENTRY, REFUSED], next_cursor: 'next' } }
      },
      ...fakeFleet(chargers),
      'GET /api/admin/stations': none,
      'GET /api/admin/id-tags': none,
      'GET /api/admin/api-keys': none,
      'GET /api/admin/users': none,
    })
  })

  it('says who did what on what, and how it ended', async () => {
    renderPage(<AuditPage />)
    const row = await screen.findByRole('row', { name: /Changed a charger/ })
    expect(within(row).getByRole('cell', { name: 'ines@example.org' })).toBeVisible()
    const target = `Charger ${charger?.charge_point_id ?? ''}`
    expect(await within(row).findByRole('cell', { name: target })).toBeVisible()
    expect(within(row).getByText('Done')).toBeVisible()
    expect(within(screen.getByRole('row', { name: /Deleted a user/ })).getByText('Refused')).toBeVisible()
  })

  it('asks the server for what the address says', async () => {
    renderPage(<AuditPage />, {
      search: '?q=ines&person=u1&operation=update_charger&target=c&end=failed&older=x',
    })
    await screen.findByText('Deleted a user')
    expect(Object.fromEntries(queries[0] ?? [])).toEqual({
      actor: 'ines',
      actor_id: 'u1',
      operation: 'update_charger',
      target_id: 'c',
      failed: 'true',
      limit: '50',
      cursor: 'x',
    })
  })

  it('opens an entry with its request and leads on from it', async () => {
    renderPage(<AuditPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Changed a charger' }))
    const sheet = await screen.findByRole('complementary', { name: 'Entry' })
    expect(within(sheet).getByRole('region', { name: 'Request' })).toHaveTextContent('"name": "Bay 7"')
    expect(within(sheet).getByRole('link')).toHaveAttribute('href', `/chargers/${charger?.id ?? ''}`)
    await userEvent.click(within(sheet).getByRole('button', { name: 'Older entry' }))
    expect(within(sheet).getByText(/It did not fit what was there/)).toBeVisible()
    await userEvent.click(within(sheet).getByRole('button', { name: 'All of this deed' }))
    expect(queries.at(-1)?.get('operation')).toBe('delete_user')
  })
})
