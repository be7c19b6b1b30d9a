import { QueryClient } from '@tanstack/react-query'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Toaster } from '@/components/ui/sonner'
import { StationsPage } from '@/components/stations/stations-page'
import { applyLiveEvent } from '@/lib/live-updates'
import { stationStatus } from '@/lib/station-status'
import type { Station } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { fakeStations } from '../fake-stations'
import { stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

describe('StationsPage', () => {
  let items: Station[]
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    items = stations
    asked = fakeServer({
      ...fakeStations(() => items),
      'POST /api/admin/stations': () => ({ status: 201, body: stations[0] }),
      'PUT /api/admin/stations/st-1': () => ({
        status: 422,
        body: { detail: 'Invalid', errors: [{ field: 'address', message: 'No such street.' }] },
      }),
      'DELETE /api/admin/stations/st-2': () => ({ status: 204 }),
    })
  })

  it('says in words what is wrong where', async () => {
    renderPage(<StationsPage />)
    const row = (await screen.findByText('Lindenhof')).closest('tr') ?? document.body
    expect(within(row).getByText('1 faulted')).toBeVisible()
  })

  it('is searched, narrowed and sorted by the server, as the address says', async () => {
    renderPage(<StationsPage />, { search: '?status=online&q=e&sort=-chargers' })
    const asks = items.filter((station) => /e/i.test(`${station.name} ${station.address ?? ''}`))
    const online = asks.filter((station) => stationStatus(station) === 'online')
    await vi.waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(1 + online.length))
    expect(screen.getByRole('button', { name: /^State ?Online/ })).toBeVisible()
    // The title counts all of them.
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(`${items.length} stations with`)
    expect(asked.filter(({ path }) => path === '/api/admin/stations')).toHaveLength(1)
  })

  it('adds a station with numbers as the server wants them', async () => {
    renderPage(<StationsPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Add station' }))
    await user.type(screen.getByLabelText('Name'), 'Depot')
    await user.type(screen.getByLabelText('Latitude'), '53,5')
    await user.type(screen.getByLabelText('Power limit, kW'), '22')
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add station' }))
    await vi.waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
        name: 'Depot',
        address: null,
        latitude: 53.5,
        longitude: null,
        note: null,
        power_limit_w: 22_000,
      }),
    )
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('does not ask the server about a latitude that cannot be', async () => {
    renderPage(<StationsPage />, { search: '?edit=st-1' })
    const user = userEvent.setup()
    const field = await screen.findByLabelText('Latitude')
    await user.clear(field)
    await user.type(field, '91')
    await user.click(screen.getByRole('button', { name: 'Save station' }))
    expect(await screen.findByText('Between -90 and 90.')).toBeVisible()
    expect(asked.some(({ method }) => method === 'PUT')).toBe(false)
  })

  it('puts the server’s complaint beside its field', async () => {
    renderPage(<StationsPage />, { search: '?edit=st-1' })
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Save station' }))
    expect(await screen.findByText('No such street.')).toBeVisible()
    expect(screen.getByLabelText('Address')).toBeInvalid()
  })

  it('deletes after asking', async () => {
    renderPage(<StationsPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for Nordring Süd' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete station' }))
    expect(screen.getByText(/Its 6 chargers stay/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Delete station' }))
    await vi.waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })

  it('says that one is deleted though its row is gone by then', async () => {
    // Under a name that no toast of another test says.
    items = items.filter(({ id }) => id === 'st-2').map((station) => ({ ...station, name: 'Hafenpark' }))
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const answer = fetch
    vi.stubGlobal('fetch', async (request: Request) => {
      const response = await answer(request)
      if (request.method === 'DELETE') {
        items = []
        applyLiveEvent(client, 'station.deleted', '{"id": "st-2"}')
        await vi.waitFor(() => expect(screen.queryByText('Hafenpark')).toBeNull())
      }
      return response
    })
    renderPage(
      <>
        <StationsPage />
        <Toaster />
      </>,
      { client },
    )
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for Hafenpark' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete station' }))
    await user.click(screen.getByRole('button', { name: 'Delete station' }))
    expect(await screen.findByText('Hafenpark is deleted')).toBeVisible()
  })

  it('says what to do when there is none', async () => {
    items = []
    renderPage(<StationsPage />)
    expect(await screen.findByText('No station yet')).toBeVisible()
    expect(screen.getByRole('heading', { name: 'No station' })).toBeVisible()
    // One way to the first one, where the reader looks.
    expect(screen.getAllByRole('button', { name: 'Add station' })).toHaveLength(1)
  })

  it('does not claim that there is none when nobody answers', async () => {
    fakeServer({ 'GET /api/admin/stations': () => ({ status: 503, body: { title: 'Busy' } }) })
    renderPage(<StationsPage />)
    expect(await screen.findByText('This list could not be loaded')).toBeVisible()
    expect(screen.getByRole('heading', { level: 1, name: 'Stations' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Add station' })).toBeVisible()
  })
})
