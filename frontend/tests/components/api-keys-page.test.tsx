import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ApiKeysPage } from '@/components/api-keys/api-keys-page'
import { apiKeyStatus } from '@/components/api-keys/api-key-words'
import type { ApiKey } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const KEY: ApiKey = {
  id: 'k1',
  name: 'billing',
  hint: 'csms_abc',
  scope: 'read',
  created_by: 'ines@example.org',
  created_at: '2026-11-01T08:00:00Z',
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  last_address: null,
}
const REVOKED: ApiKey = { ...KEY, id: 'k2', name: 'old report', revoked_at: '2026-11-02T08:00:00Z' }

describe('ApiKeysPage', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    asked = fakeServer({
      'GET /api/admin/api-keys': () => ({ body: { items: [KEY, REVOKED], next_cursor: null } }),
      'POST /api/admin/api-keys': () => ({ status: 201, body: { ...KEY, key: 'csms_abc-whole' } }),
      'DELETE /api/admin/api-keys/k1': () => ({ status: 204 }),
    })
  })

  it('counts the active ones and offers to revoke only those', async () => {
    renderPage(<ApiKeysPage />)
    expect(await screen.findByRole('heading', { name: '2 API keys, 1 active' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Revoke billing' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Revoke old report' })).toBeNull()
  })

  it('shows a key once, with a line that works as it stands', async () => {
    renderPage(<ApiKeysPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('Name'), 'billing')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Make key' }))
    expect(await within(dialog).findByLabelText('Key')).toHaveValue('csms_abc-whole')
    expect(within(dialog).getByLabelText('Try it')).toHaveValue(
      `curl ${window.location.origin}/api/admin/chargers -H "X-API-Key: csms_abc-whole"`,
    )
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'billing',
      scope: 'read',
      expires_at: null,
    })
  })

  it('refuses an end that is over', async () => {
    renderPage(<ApiKeysPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('Name'), 'x')
    fireEvent.change(within(dialog).getByLabelText('Expires'), { target: { value: '2020-01-01T00:00' } })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Make key' }))
    expect(await within(dialog).findByText('Choose a moment that is still to come.')).toBeVisible()
  })

  it('revokes after asking', async () => {
    renderPage(<ApiKeysPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke billing' }))
    const question = await screen.findByRole('alertdialog')
    await userEvent.click(within(question).getByRole('button', { name: 'Revoke key' }))
    await vi.waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })
})

it.each([
  [null, null, 'active'],
  ['2026-01-02T00:00:00Z', null, 'active'],
  ['2026-01-01T00:00:00Z', null, 'expired'],
  ['2026-01-01T00:00:00Z', '2025-12-01T00:00:00Z', 'revoked'],
] as const)('a key that expires %s and was revoked %s is %s', (expires_at, revoked_at, status) => {
  expect(apiKeyStatus({ expires_at, revoked_at }, Date.parse('2026-01-01T00:00:00Z'))).toBe(status)
})
