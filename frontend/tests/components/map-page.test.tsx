import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { MapPage } from '@/components/map/map-page'
import type { Station } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { fakeStations } from '../fake-stations'
import { stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('@/components/map', () => ({
  StationMap: ({ stations: shown, selected }: { stations: Station[]; selected: string | null }) => (
    <p>
      {shown.length} on the map, {selected ?? 'none'} open
    </p>
  ),
}))

describe('MapPage', () => {
  let items: Station[]
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    items = stations.map((station, index) => (index === 8 ? { ...station, latitude: null } : station))
    asked = fakeServer(fakeStations(() => items))
  })

  it('lists what needs somebody first, and what has no place last', async () => {
    renderPage(<MapPage />)
    const list = await screen.findByRole('list', { name: 'Stations on the map' })
    expect(within(list).getAllByRole('link')[0]).toHaveTextContent('Lindenhof')
    expect(within(list).queryByText('Parkhaus Mitte')).toBeNull()
    expect(screen.getByRole('button', { name: 'Add coordinates Parkhaus Mitte' })).toBeVisible()
  })

  it('asks one question for all of them', async () => {
    renderPage(<MapPage />)
    await screen.findByRole('list', { name: 'Stations on the map' })
    expect(asked.map(({ path }) => path)).toEqual(['/api/admin/stations/map'])
  })

  it('lists thousands part by part', async () => {
    const [first] = stations
    if (!first) throw new Error('no station')
    items = Array.from({ length: 150 }, (_, index) => ({ ...first, id: `s-${index}`, name: `Site ${index}` }))
    renderPage(<MapPage />)
    const list = await screen.findByRole('list', { name: 'Stations on the map' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(60)
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show more' }))
    expect(within(list).getAllByRole('listitem')).toHaveLength(120)
  })

  it('narrows list and map by what the address says', async () => {
    renderPage(<MapPage />, { search: '?status=faulted' })
    expect(await screen.findByText('1 on the map, none open')).toBeVisible()
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
  })

  it('opens a station on the map, in the address', async () => {
    const onUrlUpdate = vi.fn()
    renderPage(<MapPage />, { onUrlUpdate })
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Show Lindenhof on the map' }))
    expect(await screen.findByText('9 on the map, st-5 open')).toBeVisible()
    expect(onUrlUpdate.mock.lastCall?.[0]).toMatchObject({ queryString: '?at=st-5' })
  })

  it('teaches the first step', async () => {
    items = []
    renderPage(<MapPage />)
    expect(await screen.findByRole('link', { name: 'Add station' })).toHaveAttribute(
      'href',
      '/stations?edit=new',
    )
  })
})
