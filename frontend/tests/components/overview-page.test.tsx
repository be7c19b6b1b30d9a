import { QueryClient } from '@tanstack/react-query'
import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { OverviewPage } from '@/components/overview/overview-page'
import type { Overview } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { attention, overview, power, sessions, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('@/contexts/config-context', () => ({ useConfig: () => ({ ocpp_url: 'ws://10.0.0.5:8000/ocpp' }) }))
// A chart has no size in jsdom; the browser journey looks at it.
vi.mock('@/components/charts', () => ({ PowerChart: () => <div>chart</div> }))

const COMMAND = { id: 'c', state: 'answered', error: null }

describe('OverviewPage', () => {
  let summary: Overview
  let items: typeof attention
  let answer: string
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }))
    summary = overview
    items = attention
    answer = 'Accepted'
    asked = fakeServer({
      'GET /api/admin/overview': () => ({ body: summary }),
      'GET /api/admin/overview/power': () => ({ body: power }),
      'GET /api/admin/overview/sessions': () => ({ body: { total: 26, items: sessions } }),
      'GET /api/admin/attention': () => ({ body: { items, recovered_today: 2 } }),
      'GET /api/admin/stations': () => ({ body: { items: stations, next_cursor: null } }),
      'POST /api/admin/attention/at-2/snooze': () => {
        items = items.filter(({ id }) => id !== 'at-2')
        return { status: 204 }
      },
      'DELETE /api/admin/attention/at-2/dismissal': () => ({ status: 204 }),
      'POST /api/admin/chargers/ch-CP-0023/commands/Reset': () => ({
        body: { ...COMMAND, response: { status: answer } },
      }),
    })
  })

  const open = (search = '') => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    renderPage(<OverviewPage />, { client, search })
    return { client, user: userEvent.setup() }
  }

  it('answers in its title', async () => {
    open()
    const title = await screen.findByRole('heading', { level: 1 })
    await vi.waitFor(() => expect(title).toHaveTextContent('charging at 412.6 kW, 4 things need you'))
  })

  it('says when all is calm', async () => {
    summary = { ...overview, power_w: 0, connectors: { ...overview.connectors, charging: 0 } }
    items = []
    open()
    const title = await screen.findByRole('heading', { level: 1 })
    await vi.waitFor(() => expect(title).toHaveTextContent('Nothing is charging, nothing needs you'))
    expect(await screen.findByText('Nothing needs you')).toBeVisible()
  })

  it('writes unknown as unknown: nothing to compare with, no limit', async () => {
    summary = {
      ...overview,
      power_limit_w: null,
      energy_last_week_by_now_wh: null,
      energy_last_week_total_wh: null,
    }
    open()
    expect(await screen.findByText('Nothing to compare with yet')).toBeInTheDocument()
    expect(screen.getByText('27 % of all connectors')).toBeInTheDocument()
  })

  it('shows sessions with power, energy and who', async () => {
    open()
    const row = (await screen.findByText('NL-TNM-000481')).closest('tr')
    expect(row).not.toBeNull()
    if (!row) return
    expect(within(row).getByText('86.1 kW')).toBeVisible()
    expect(within(row).getByText('40.6 kWh')).toBeVisible()
    expect(within(row).getByRole('link')).toHaveAttribute('href', '/transactions/tx-18391')
  })

  it('points at the letter that was typed wrong', async () => {
    open()
    const heading = await screen.findByRole('heading', { name: 'CP-0O42 refused. Did you mean CP-0042?' })
    expect(within(heading).getByText('O')).toHaveClass('text-suspended')
  })

  it('lets a snoozed item leave at once', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Snooze 1 h' }))
    await vi.waitFor(() => expect(screen.queryByText('CP-0017 has been silent for 12 min')).toBeNull())
    expect(asked).toContainEqual({
      method: 'POST',
      path: '/api/admin/attention/at-2/snooze',
      body: { minutes: 60 },
    })
  })

  it('restarts a charger softly', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Restart charger' }))
    await vi.waitFor(() =>
      expect(asked).toContainEqual({
        method: 'POST',
        path: '/api/admin/chargers/ch-CP-0023/commands/Reset',
        body: { type: 'Soft' },
      }),
    )
  })

  it('keeps the first run on the screen until it has led to its charger', async () => {
    summary = { ...overview, chargers: { ...overview.chargers, total: 0 } }
    const { client } = open()
    expect(await screen.findByText('Connect your first charger')).toBeVisible()
    summary = overview
    await act(() => client.invalidateQueries())
    expect(screen.getByText('Connect your first charger')).toBeVisible()
  })

  it('does not take an empty station for a first run', async () => {
    summary = { ...overview, chargers: { ...overview.chargers, total: 0 } }
    open('?station=st-1')
    expect(await screen.findByText('Power today')).toBeVisible()
    expect(screen.queryByText('Connect your first charger')).toBeNull()
  })

  it('says what failed and tries again', async () => {
    asked = fakeServer({})
    const { user } = open()
    expect(await screen.findByText('The overview could not be loaded')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(asked.filter(({ path }) => path === '/api/admin/overview').length).toBeGreaterThan(1)
  })
})
