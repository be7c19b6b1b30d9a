import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { RefusalsPage } from '@/components/problems/refusals-page'

import { fakeServer } from '../fake-server'
import { attention, chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({
  usePathname: () => '/problems/refusals',
  useRouter: () => ({ push: vi.fn() }),
}))

const known = chargers[0]?.charge_point_id ?? ''
const misspelt = attention.find(({ kind }) => kind === 'refused')
const refusal = (id: string, charge_point_id: string, cause: string) => ({
  id,
  charge_point_id,
  charger_id: chargers.find((charger) => charger.charge_point_id === charge_point_id)?.id ?? null,
  cause,
  address: '10.20.4.61',
  detail: 'As the server says it.',
  count: 4,
  first_at: '2026-11-19T10:00:00Z',
  last_at: '2026-11-19T11:00:00Z',
})

describe('RefusalsPage', () => {
  beforeEach(() => {
    const page = (items: unknown[]) => () => ({ body: { items, next_cursor: null } })
    fakeServer({
      'GET /api/admin/refusals': page([
        refusal('1', known, 'wrong_password'),
        refusal('2', misspelt?.charge_point_id ?? '', 'unknown_identity'),
        refusal('3', 'NEW-1', 'unknown_identity'),
        refusal('4', 'OLD-1', 'cause_of_a_newer_server'),
      ]),
      'GET /api/admin/attention': () => ({ body: { items: attention, recovered_today: 0 } }),
    })
  })

  const row = (name: RegExp) => screen.findByRole('row', { name })

  it('says what helps, and leads there', async () => {
    renderPage(<RefusalsPage />)
    expect(await screen.findByRole('heading', { level: 1, name: '16 connections refused' })).toBeVisible()
    const wrong = await row(/Wrong password/)
    expect(within(wrong).getAllByText(/Make a new password on its page/)[0]).toBeVisible()
    expect(within(wrong).getByRole('link', { name: `Open ${known}` })).toBeVisible()
    const meant = misspelt?.suggestion?.charge_point_id ?? ''
    expect((await screen.findAllByText(new RegExp(`Did you mean ${meant}`)))[0]).toBeVisible()
    expect(screen.getByRole('link', { name: 'Add NEW-1' })).toHaveAttribute(
      'href',
      '/chargers/new?name=NEW-1',
    )
    expect(
      within(await row(/cause_of_a_newer_server/)).getAllByText('As the server says it.')[0],
    ).toBeVisible()
  })

  it('shows one cause, as the address says', async () => {
    renderPage(<RefusalsPage />, { search: '?cause=wrong_password' })
    await row(/Wrong password/)
    expect(screen.queryByText('NEW-1')).toBeNull()
  })

  it('does not offer to add a charger to who may only look', async () => {
    renderPage(<RefusalsPage />, { role: 'viewer' })
    await row(/NEW-1/)
    expect(screen.queryByRole('link', { name: 'Add NEW-1' })).toBeNull()
  })
})
