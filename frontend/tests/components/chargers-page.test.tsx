import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ChargersPage } from '@/components/chargers/chargers-page'
import type { Charger } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }))

// By role a table of forty rows takes a second.
const names = () => [...document.querySelectorAll('tbody [data-row-link]')].map((link) => link.textContent)

describe('ChargersPage', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    window.scrollY = 0
    push.mockReset()
    asked = fakeServer({
      ...fakeFleet(chargers),
      'GET /api/admin/stations': () => ({ body: { items: stations, next_cursor: null } }),
    })
  })

  it('says it in a sentence', async () => {
    renderPage(<ChargersPage />)
    expect(await screen.findByText('48 chargers, 46 online')).toBeVisible()
    expect(names()[0]).toBe('CP-0001')
    expect(asked.filter(({ path }) => path === '/api/admin/chargers')).toHaveLength(1)
  })

  it('says that there is none yet', async () => {
    fakeServer({
      ...fakeFleet([]),
      'GET /api/admin/stations': () => ({ body: { items: [], next_cursor: null } }),
    })
    renderPage(<ChargersPage />)
    expect(await screen.findByRole('heading', { name: 'No chargers yet' })).toBeVisible()
  })

  it('keeps of thousands those in the document that are on the screen, and asks for more near the end', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...(chargers[0] as Charger),
      id: `n${index}`,
      charge_point_id: `N-${index}`,
    }))
    asked = fakeServer({ ...fakeFleet(many) })
    renderPage(<ChargersPage />)
    expect(await screen.findByText('100 of 250 chargers')).toBeVisible()
    expect(names().length).toBeLessThan(60)
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '251')
    window.scrollY = 3_800
    fireEvent.scroll(window)
    expect(await screen.findByText('200 of 250 chargers')).toBeVisible()
    expect(names()).toContain('N-99')
    expect(names()).not.toContain('N-0')
    window.scrollY = 8_000
    fireEvent.scroll(window)
    await vi.waitFor(() => expect(screen.queryByText(/of 250 chargers/)).toBeNull())
  })

  it('searches, and keeps the search in the address', async () => {
    const onUrlUpdate = vi.fn()
    renderPage(<ChargersPage />, { onUrlUpdate })
    await screen.findByText('48 chargers, 46 online')
    await userEvent.setup().type(screen.getByRole('searchbox'), 'bay 7')
    await vi.waitFor(() => expect(names()).toEqual(['CP-0038bay 7']))
    await vi.waitFor(() => expect(onUrlUpdate.mock.lastCall?.[0]).toMatchObject({ queryString: '?q=bay+7' }))
  })

  it('opens from an address with filter and order', async () => {
    renderPage(<ChargersPage />, { search: '?status=charging&sort=-name' })
    await vi.waitFor(() => expect(names()).toHaveLength(7))
    expect(names()[0]).toBe('CP-0043')
    expect(screen.getByRole('columnheader', { name: 'Charger' })).toHaveAttribute('aria-sort', 'descending')
  })

  it('finds what is broken: faulted or gone, not what never came', async () => {
    renderPage(<ChargersPage />, { search: '?status=broken' })
    await vi.waitFor(() => expect(names()).toEqual(['CP-0017', 'CP-0023']))
  })

  it('offers a way out when nothing matches', async () => {
    renderPage(<ChargersPage />, { search: '?q=nothing' })
    await screen.findByText('No chargers match')
    await userEvent.setup().click(screen.getByRole('button', { name: 'Clear search and filters' }))
    await vi.waitFor(() => expect(names()[0]).toBe('CP-0001'))
  })

  it('opens a row by click, and walks the rows by key', async () => {
    renderPage(<ChargersPage />)
    await screen.findByText('48 chargers, 46 online')
    const user = userEvent.setup()
    await user.click(screen.getAllByText('Online')[0] ?? document.body)
    expect(push).toHaveBeenCalledWith('/chargers/ch-CP-0001')
    await user.keyboard('jjk')
    expect(document.activeElement).toHaveTextContent('CP-0001')
    await user.keyboard('/')
    expect(screen.getByRole('searchbox')).toHaveFocus()
  })

  it('asks before it deletes', async () => {
    renderPage(<ChargersPage />, { search: '?q=CP-0007' })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for CP-0007' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete charger' }))
    expect(screen.getByText('Delete CP-0007?')).toBeVisible()
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Delete charger' }))
    await vi.waitFor(() =>
      expect(asked.some(({ method, path }) => method === 'DELETE' && path.endsWith('/ch-CP-0007'))).toBe(
        true,
      ),
    )
  })
})
