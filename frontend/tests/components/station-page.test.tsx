import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { StationPage } from '@/components/stations/detail/station-page'
import type { AttentionItem, Station } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { attention, chargers, overview, power, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

const push = vi.fn()
vi.mock('next/navigation', () => ({
  useRouter: () => ({ push }),
  usePathname: () => '/stations/st-5',
}))
vi.mock('@/components/charts', () => ({ PowerChart: () => <p>A chart</p> }))
vi.mock('@/components/map', () => ({ StationMap: () => <p>A map</p> }))

const lindenhof = stations[4] as Station

describe('StationPage', () => {
  let station: Station

  beforeEach(() => {
    station = lindenhof
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }))
    fakeServer({
      'GET /api/admin/stations/st-5': () => ({ body: station }),
      'GET /api/admin/chargers': ({ url }) => ({
        body: {
          items: chargers.filter(({ station_id }) => station_id === url.searchParams.get('station_id')),
          next_cursor: null,
        },
      }),
      'GET /api/admin/overview': () => ({
        body: {
          ...overview,
          power_w: 7_300,
          connectors: { ...overview.connectors, charging: 1 },
        },
      }),
      'GET /api/admin/overview/power': () => ({ body: power }),
      'GET /api/admin/overview/sessions': () => ({ body: { total: 0, items: [] } }),
      'GET /api/admin/attention': () => ({ body: { items: attention, recovered_today: 0 } }),
      'DELETE /api/admin/stations/st-5': () => ({ status: 204 }),
    })
  })

  it('says in its title what goes on there, of what limit', async () => {
    station = { ...lindenhof, power_limit_w: 22_500 }
    renderPage(<StationPage />)
    expect(
      await screen.findByRole('heading', { name: 'Lindenhof: 1 connector charging at 7.3 kW of 22.5 kW' }),
    ).toBeVisible()
  })

  it('shows its own chargers and what of them needs somebody', async () => {
    renderPage(<StationPage />)
    const table = await screen.findByRole('table', { name: 'Chargers' })
    await within(table).findByText('CP-0023')
    expect(within(table).queryByText('CP-0017')).toBeNull()
    expect(await screen.findByText((attention[0] as AttentionItem).title)).toBeVisible()
    expect(screen.queryByText((attention[1] as AttentionItem).title)).toBeNull()
  })

  it('asks for coordinates where there are none', async () => {
    station = { ...lindenhof, latitude: null }
    renderPage(<StationPage />)
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Add coordinates' }))
    expect(await screen.findByLabelText('Latitude')).toBeVisible()
  })

  it('leads back to the list when it is deleted', async () => {
    renderPage(<StationPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for Lindenhof' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete station' }))
    await user.click(screen.getByRole('button', { name: 'Delete station' }))
    await vi.waitFor(() => expect(push).toHaveBeenCalledWith('/stations'))
  })

  it('offers a viewer nothing that changes it', async () => {
    renderPage(<StationPage />, { role: 'viewer' })
    await screen.findByRole('heading', { level: 1 })
    expect(screen.queryByRole('button', { name: 'Edit station' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Actions for Lindenhof' })).toBeNull()
  })
})
