import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { RefusalsPage } from '@/components/problems/refusals-page'

import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({
  usePathname: () => '/problems/refusals',
  useRouter: () => ({ push: vi.fn() }),
}))

const known = chargers[0]?.charge_point_id ?? ''
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
  suggestion: null as { charger_id: string; charge_point_id: string } | null,
})

const REFUSALS = [
  refusal('1', known, 'wrong_password'),
  {
    ...refusal('2', 'CP-0O42', 'unknown_identity'),
    suggestion: { charger_id: 'ch-42', charge_point_id: 'CP-0042' },
  },
  refusal('3', 'NEW-1', 'unknown_identity'),
  refusal('4', 'OLD-1', 'cause_of_a_newer_server'),
]

/** As the server does: by what stands in the question. */
const selected = ({ searchParams: query }: URL) =>
  REFUSALS.filter(
    ({ cause, charge_point_id }) =>
      (query.get('cause') ?? cause) === cause && charge_point_id.includes(query.get('search') ?? ''),
  )

const counted = (cause: string, refusals: typeof REFUSALS) => {
  const total = refusals.filter((one) => one.cause === cause).length
  return { cause, total, attempts: 4 * total }
}

describe('RefusalsPage', () => {
  const asked: string[] = []

  beforeEach(() => {
    fakeServer({
      'GET /api/admin/refusals': ({ url }) => {
        asked.push(url.search)
        return { body: { items: selected(url), next_cursor: null } }
      },
      'GET /api/admin/refusals/summary': ({ url }) => {
        const found = selected(url)
        const causes = [...new Set(found.map(({ cause }) => cause))].map((cause) => counted(cause, found))
        return { body: { total: found.length, attempts: 4 * found.length, causes } }
      },
    })
  })

  const row = (name: RegExp) => screen.findByRole('row', { name })

  it('says what helps, and leads there', async () => {
    renderPage(<RefusalsPage />)
    expect(await screen.findByRole('heading', { level: 1, name: '16 connections refused' })).toBeVisible()
    const wrong = await row(/Wrong password/)
    expect(within(wrong).getAllByText(/Make a new password on its page/)[0]).toBeVisible()
    expect(within(wrong).getByRole('link', { name: `Open ${known}` })).toBeVisible()
    expect(screen.getAllByText(/Did you mean CP-0042/)[0]).toBeVisible()
    expect(screen.getByRole('link', { name: 'Open CP-0042' })).toHaveAttribute('href', '/chargers/ch-42')
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

  it('is searched and sorted by the server, and keeps its title', async () => {
    renderPage(<RefusalsPage />)
    await row(/Wrong password/)
    const user = userEvent.setup()
    await user.type(screen.getByRole('searchbox'), 'NEW')
    await vi.waitFor(() => expect(screen.queryByText('OLD-1')).toBeNull())
    expect(screen.getByRole('heading', { level: 1, name: '16 connections refused' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: /Attempts/ }))
    await vi.waitFor(() => expect(asked.at(-1)).toMatch(/search=NEW&sort=-?count&/))
  })

  it('does not offer to add a charger to who may only look', async () => {
    renderPage(<RefusalsPage />, { role: 'viewer' })
    await row(/NEW-1/)
    expect(screen.queryByRole('link', { name: 'Add NEW-1' })).toBeNull()
  })
})
