import { QueryClient } from '@tanstack/react-query'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { AnalyticsPage } from '@/components/analytics/analytics-page'

import { fakeServer } from '../fake-server'
import { chargers, overview, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))
// A chart has no size in jsdom; the browser journey looks at it.
vi.mock('@/components/charts', () => ({
  PeriodChart: ({ label, limit }: { label: string; limit?: { label: string } | null }) => (
    <div role="img" aria-label={label}>
      {limit?.label}
    </div>
  ),
}))

const charger = chargers[0]
const SECONDS = {
  reserved_s: 0,
  faulted_s: 0,
  unavailable_s: 0,
  offline_s: 0,
  unknown_s: 0,
  connector_s: 1000,
  charging_s: 100,
  occupied_s: 42,
  free_s: 858,
  charging_percent: 10,
  in_use_percent: 14.2,
}
const UP = { up_s: 974, down_s: 26, down_offline_s: 26, down_faulted_s: 0, planned_s: 0, excluded_s: 0 }
const SESSIONS = {
  sessions: 1312,
  energy_wh: 18_204_000,
  duration_s: 1312 * 3600,
  charging_s: 1312 * 1800,
  idle_s: 1312 * 1800,
  suspect: 2,
  max_power_w: 86_100,
}

describe('AnalyticsPage', () => {
  const asked: { path: string; query: URLSearchParams }[] = []
  const of = (kind: string) => asked.filter(({ path }) => path === kind).map(({ query }) => query)

  beforeEach(() => {
    asked.length = 0
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }))
    const answer =
      (kind: string, sums: object) =>
      ({ url }: { url: URL }) => {
        asked.push({ path: kind, query: url.searchParams })
        const grouped = url.searchParams.get('group_by') === 'charger'
        const at = { start: url.searchParams.get('from'), end: url.searchParams.get('to') }
        const group = grouped
          ? { key: charger?.id, label: charger?.charge_point_id }
          : { key: null, label: null }
        return { body: { ...sums, items: [{ ...at, ...group, ...sums }] } }
      }
    const page = (items: unknown[]) => () => ({ body: { items, next_cursor: null } })
    fakeServer({
      'GET /api/admin/analytics/energy': answer('energy', { energy_wh: 18_204_000 }),
      'GET /api/admin/analytics/sessions': answer('sessions', SESSIONS),
      'GET /api/admin/analytics/utilisation': answer('utilisation', SECONDS),
      'GET /api/admin/analytics/uptime': answer('uptime', { ...UP, uptime_percent: 97.4 }),
      'GET /api/admin/analytics/power': answer('power', {
        peak_w: 444_000,
        peak_at: '2026-11-19T08:00:00Z',
      }),
      'GET /api/admin/overview': () => ({ body: overview }),
      'GET /api/admin/stations': page(stations),
      'GET /api/admin/chargers': page(chargers),
      'GET /api/admin/id-tags': page([]),
      [`GET /api/admin/chargers/${charger?.id ?? ''}`]: () => ({ body: charger }),
      [`GET /api/admin/chargers/${charger?.id ?? ''}/outages`]: () => ({
        body: {
          items: [
            {
              cause: 'offline',
              started_at: '2026-11-19T08:00:00Z',
              ended_at: '2026-11-19T08:26:00Z',
              duration_s: 1560,
            },
          ],
        },
      }),
    })
  })

  it('answers in its title', async () => {
    renderPage(<AnalyticsPage />)
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: '18,204 kWh in 1,312 sessions, 97.4 % up, 14.2 % in use',
      }),
    ).toBeVisible()
    expect(await screen.findByText('13.9 kWh')).toBeVisible()
    expect(screen.getByText('Site limit 600 kW')).toBeVisible()
  })

  it('asks for what the address says', async () => {
    renderPage(<AnalyticsPage />, {
      search: '?span=30d&interval=hour&by=station&station=st-1&charger=ch-1&tag=AA',
    })
    await screen.findByRole('heading', { level: 1, name: /in 1,312 sessions/ })
    const [energy] = of('energy').filter((query) => query.get('group_by') === 'station')
    expect(energy?.get('station_id')).toBe('st-1')
    expect(energy?.get('charger_id')).toBe('ch-1')
    expect(energy?.get('id_tag')).toBe('AA')
    expect(energy?.get('interval')).toBe('hour')
    // 30 days are not told by the hour here.
    expect(of('utilisation').every((query) => query.get('id_tag') === null)).toBe(true)
    const long = of('utilisation').filter((query) => query.get('interval') === 'hour')
    expect(long).toEqual([])
  })

  it('never asks for more items than the server tells: it waits until it knows how many groups there are', async () => {
    renderPage(<AnalyticsPage />, { search: '?span=30d&interval=hour&by=charger' })
    await screen.findByRole('heading', { level: 1, name: /in 1,312 sessions/ })
    const intervals = of('energy')
      .filter((query) => query.get('group_by') === 'charger')
      .map((query) => query.get('interval'))
    // 48 chargers by the hour of 30 days were 34,560 items.
    expect(new Set(intervals)).toEqual(new Set(['day']))
    expect(screen.getByRole('radio', { name: 'Hour' })).toBeDisabled()
  })

  it('keeps another span in the address, with its usual interval', async () => {
    const onUrlUpdate = vi.fn()
    renderPage(<AnalyticsPage />, { search: '?interval=hour', onUrlUpdate })
    await userEvent.click(await screen.findByRole('radio', { name: 'Month' }))
    expect(onUrlUpdate.mock.lastCall?.[0]).toMatchObject({ queryString: '?interval=month' })
    await screen.findByRole('heading', { level: 1, name: /in 1,312 sessions/ })
    await userEvent.click(screen.getByRole('radio', { name: 'In use' }))
    expect(await screen.findByRole('grid', { name: 'Connectors in use by hour and weekday' })).toBeVisible()
    expect(of('utilisation').some((query) => query.get('interval') === 'hour')).toBe(true)
  })

  it('walks the week by the arrows and says each hour', async () => {
    renderPage(<AnalyticsPage />)
    const grid = await screen.findByRole('grid', { name: 'Energy by hour and weekday' })
    const [first] = within(grid).getAllByRole('gridcell')
    first?.focus()
    await userEvent.keyboard('{ArrowRight}{ArrowDown}')
    expect(document.activeElement).toHaveAccessibleName(/^Tue, 01:00: /)
  })

  it('says at the first failure that the server is gone, and shows what comes when it is tried again', async () => {
    const server = globalThis.fetch
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const client = new QueryClient({ defaultOptions: { queries: { retry: 2, retryDelay: 1_500 } } })
    renderPage(<AnalyticsPage />, { client })
    expect(await screen.findByText('The figures could not be loaded')).toBeVisible()
    expect(screen.getAllByText('This section could not be loaded')).toHaveLength(6)
    vi.stubGlobal('fetch', server)
    await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull(), 5_000)
    expect(await screen.findByRole('heading', { level: 1, name: /in 1,312 sessions/ })).toBeVisible()
  })

  it('shows a section as a table', async () => {
    renderPage(<AnalyticsPage />)
    await screen.findByRole('img', { name: /Energy by period/ })
    await userEvent.click(screen.getAllByRole('button', { name: 'Show as table' })[0] ?? document.body)
    const table = await screen.findByRole('table', { name: 'Energy' })
    expect(within(table).getByText('18,204 kWh')).toBeVisible()
  })

  it('opens the outages of a charger from its row', async () => {
    renderPage(<AnalyticsPage />)
    const table = await screen.findByRole('table', { name: 'Uptime' })
    await userEvent.click(within(table).getByRole('button', { name: charger?.charge_point_id ?? '' }))
    const sheet = await screen.findByRole('dialog', { name: /Outages of/ })
    expect(await within(sheet).findByText('26 min')).toBeVisible()
    expect(within(sheet).getByText('Offline')).toBeVisible()
  })
})
