import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { MyCardsPage } from '@/components/me/my-cards-page'
import { MyChargingPage } from '@/components/me/my-charging-page'
import type { MyTransaction } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const LIVE: MyTransaction = {
  id: 'tx-1',
  charge_point_id: 'CP-0038',
  connector_id: 1,
  station_name: 'Hafenpark Depot',
  id_tag: 'ADA-1',
  meter_start: 0,
  meter_stop: null,
  energy_wh: 40_600,
  power_w: 86_100,
  soc_percent: null,
  started_at: new Date(Date.now() - 24.5 * 60_000).toISOString(),
  stopped_at: null,
  stop_reason: null,
  state: 'active',
}

function serve(live: MyTransaction[], cards: unknown[] = []) {
  fakeServer({
    'GET /api/me/transactions': ({ url }) => ({
      body: { items: url.searchParams.get('state') === 'active' ? live : [], next_cursor: null },
    }),
    'GET /api/me/transactions/tx-1/curve': () => ({ body: { points: [] } }),
    'GET /api/me/id-tags': () => ({ body: { items: cards } }),
  })
}

const CARD = {
  id: 'c1',
  id_tag: 'ADA-1',
  blocked: false,
  expires_at: null,
  active_transactions: 0,
  last_used_at: null,
}

window.matchMedia = (query) =>
  Object.assign(new EventTarget(), { matches: false, media: query }) as MediaQueryList

describe('MyChargingPage', () => {
  it('says at once how fast and how much', async () => {
    serve([LIVE])
    renderPage(<MyChargingPage />, { role: 'user' })
    expect(await screen.findByRole('heading', { name: 'Charging at 86.1 kW' })).toBeVisible()
    expect(screen.getByText('40.6 kWh in 24 min')).toBeVisible()
    expect(screen.getByText('CP-0038, connector 1')).toBeVisible()
  })

  it('says why nothing flows', async () => {
    serve([{ ...LIVE, power_w: 0 }])
    renderPage(<MyChargingPage />, { role: 'user' })
    expect(await screen.findByRole('heading', { name: 'Connected, no power flows' })).toBeVisible()
    expect(screen.getByText('Paused')).toBeVisible()
  })

  it('teaches how to start, and whom to ask for a card', async () => {
    serve([], [CARD])
    const { unmount } = renderPage(<MyChargingPage />, { role: 'user' })
    expect(await screen.findByText('Plug in and hold your card to the charger')).toBeVisible()
    unmount()
    serve([])
    renderPage(<MyChargingPage />, { role: 'user' })
    expect(await screen.findByText('You have no card yet')).toBeVisible()
  })
})

it('shows each card with what it is good for', async () => {
  serve([], [CARD, { ...CARD, id: 'c2', id_tag: 'ADA-2', blocked: true }])
  renderPage(<MyCardsPage />, { role: 'user' })
  expect(await screen.findByRole('heading', { name: '2 cards' })).toBeVisible()
  expect(screen.getByText('Not used yet')).toBeVisible()
  expect(screen.getByText('Nobody can charge with it')).toBeVisible()
})
