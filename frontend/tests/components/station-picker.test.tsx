import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Filters } from '@/components/data-table/filters'
import { StationPicker } from '@/components/stations/station-picker'
import { useStationFilter } from '@/components/stations/use-station-filter'

import { fakeServer } from '../fake-server'
import { fakeStations } from '../fake-stations'
import { stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

const LINDENHOF = 'st-5'

/** The server takes its time; what is returned lets it answer. */
function heldBack(): () => void {
  let answer = () => {}
  const promise = new Promise<void>((resolve) => (answer = resolve))
  const answered = globalThis.fetch
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    await promise
    return answered(...request)
  })
  return answer
}

describe('StationPicker', () => {
  const chosen = vi.fn()
  beforeEach(() => {
    chosen.mockReset()
    fakeServer(fakeStations(() => stations))
  })

  it('finds one while one types, by the keyboard alone', async () => {
    renderPage(<StationPicker aria-label="Station" value={null} onChange={chosen} none="No station" />)
    const user = userEvent.setup()
    await user.tab()
    expect(screen.getByRole('button', { name: 'Station' })).toHaveTextContent('No station')
    await user.keyboard('{Enter}')
    await user.keyboard('lindenh')
    expect(await screen.findByRole('option', { name: /^Lindenhof/ })).toBeVisible()
    await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
    await user.keyboard('{Enter}')
    expect(chosen).toHaveBeenCalledWith(LINDENHOF)
  })

  it('chooses nothing that was found for other words', async () => {
    renderPage(<StationPicker aria-label="Station" value={undefined} onChange={chosen} none="No station" />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Station' }))
    await vi.waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(1))
    const answer = heldBack()
    await user.keyboard('lindenhof{Enter}')
    expect(chosen).not.toHaveBeenCalled()
    answer()
    await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
    await user.keyboard('{Enter}')
    expect(chosen).toHaveBeenCalledWith(LINDENHOF)
  })

  it('knows the name of the chosen one by its id, and the way back', async () => {
    renderPage(<StationPicker aria-label="Station" value={LINDENHOF} onChange={chosen} none="No station" />)
    expect(await screen.findByText('Lindenhof')).toBeVisible()
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Station' }))
    await user.click(await screen.findByRole('option', { name: 'No station' }))
    expect(chosen).toHaveBeenCalledWith(null)
  })

  it('says that one is unknown that is gone', async () => {
    renderPage(<StationPicker aria-label="Station" value="st-gone" onChange={chosen} none="No station" />)
    expect(await screen.findByText('Unknown')).toBeVisible()
  })
})

describe('the filter of a station', () => {
  beforeEach(() => void fakeServer(fakeStations(() => stations)))

  function Narrowed() {
    const [station, setStation] = useState<string | null>(null)
    return <Filters filters={[useStationFilter(station, setStation)]} />
  }

  it('opens a search out of the menu, and is a chip with the name then', async () => {
    renderPage(<Narrowed />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Filter' }))
    await user.click(await screen.findByRole('menuitem', { name: /^Search/ }))
    await user.type(await screen.findByRole('combobox', { name: 'Name, address' }), 'linden')
    await vi.waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('button', { name: /Station ?Lindenhof/ })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Remove filter Station' }))
    expect(screen.queryByRole('button', { name: /Lindenhof/ })).toBeNull()
  })
})
