import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { QuarantinedPage } from '@/components/problems/quarantined-page'
import type { QuarantinedStop } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({
  usePathname: () => '/problems/quarantined',
  useRouter: () => ({ push: vi.fn() }),
}))

const WAITING: QuarantinedStop = {
  id: 'q1',
  charger_id: 'ch-1',
  charge_point_id: 'CP-0019',
  claimed_transaction_id: '4711',
  id_tag: null,
  meter_stop: null,
  stop_reason: 'Local',
  occurred_at: '2026-11-19T10:00:00Z',
  received_at: '2026-11-19T11:00:00Z',
  samples: [],
  transaction: null,
  joined_at: null,
}
const STOPS: QuarantinedStop[] = [
  WAITING,
  { ...WAITING, id: 'q2', claimed_transaction_id: '-1', id_tag: 'CARD-7', meter_stop: 18_240 },
  {
    ...WAITING,
    id: 'q3',
    claimed_transaction_id: '77',
    transaction: 't-77',
    joined_at: '2026-11-19T12:00:00Z',
  },
]

/** As the server does: by what stands in the question. */
const found = ({ searchParams: query }: URL) =>
  STOPS.filter(({ claimed_transaction_id }) => claimed_transaction_id.includes(query.get('search') ?? ''))

const isJoined = ({ transaction }: QuarantinedStop) => transaction !== null

describe('QuarantinedPage', () => {
  const asked: string[] = []

  beforeEach(() => {
    fakeServer({
      'GET /api/admin/transactions/quarantined': ({ url }) => {
        asked.push(url.search)
        const joined = url.searchParams.get('joined') === 'true'
        return { body: { items: found(url).filter((stop) => isJoined(stop) === joined), next_cursor: null } }
      },
      'GET /api/admin/transactions/quarantined/summary': ({ url }) => {
        const joined = found(url).filter(isJoined).length
        return { body: { waiting: found(url).length - joined, joined } }
      },
    })
  })

  it('counts those that wait, and leads to their chargers', async () => {
    renderPage(<QuarantinedPage />)
    expect(await screen.findByRole('heading', { level: 1, name: '2 stops fit no transaction' })).toBeVisible()
    expect(screen.getAllByRole('link', { name: 'CP-0019' })[0]).toHaveAttribute(
      'href',
      '/chargers/ch-1/messages',
    )
    expect(screen.getByText('CARD-7')).toBeVisible()
    expect(screen.queryByText('77')).toBeNull()
  })

  it('shows those that have found their transaction, as the address says', async () => {
    renderPage(<QuarantinedPage />, { search: '?state=joined' })
    expect(
      await screen.findByRole('heading', { level: 1, name: '1 stop has found their transaction since' }),
    ).toBeVisible()
    expect(screen.getByRole('link', { name: 'Open the transaction' })).toHaveAttribute(
      'href',
      '/transactions/t-77',
    )
  })

  it('is searched and sorted by the server, and keeps its title', async () => {
    renderPage(<QuarantinedPage />)
    await screen.findByText('CARD-7')
    const user = userEvent.setup()
    await user.type(screen.getByRole('searchbox'), '4711')
    await vi.waitFor(() => expect(screen.queryByText('CARD-7')).toBeNull())
    expect(screen.getByRole('heading', { level: 1, name: '2 stops fit no transaction' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: /Claimed transaction/ }))
    await vi.waitFor(() =>
      expect(asked.at(-1)).toMatch(/search=4711&joined=false&sort=-?claimed_transaction_id&/),
    )
  })
})
