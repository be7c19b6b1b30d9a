import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { IdTagsPage } from '@/components/id-tags/id-tags-page'
import type { IdTag } from '@/lib/types'

import { fakeIdTags } from '../fake-id-tags'
import { fakeServer } from '../fake-server'
import { idTags } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

// By role a table of forty rows takes a second.
const tags = () =>
  [...document.querySelectorAll('tbody tr')].flatMap((row) => row.children[1]?.textContent || [])

describe('IdTagsPage', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    asked = fakeServer({
      ...fakeIdTags(idTags),
      'POST /api/admin/id-tags': () => ({ status: 409, body: { detail: 'STAFF-0001 exists already.' } }),
      'PUT /api/admin/id-tags/tag-1': () => ({ body: idTags[0] }),
    })
  })

  it('counts the blocked ones', async () => {
    renderPage(<IdTagsPage />)
    expect(await screen.findByText('12 id tags, 1 blocked')).toBeVisible()
  })

  it('filters by status from the address', async () => {
    renderPage(<IdTagsPage />, { search: '?status=blocked' })
    expect(await screen.findByText('04F5A0C81D37')).toBeVisible()
    expect(await screen.findByText('12 id tags, 1 blocked')).toBeVisible()
    expect(screen.queryByText('STAFF-0001')).toBeNull()
  })

  it('searches at the server, in the order of the address', async () => {
    renderPage(<IdTagsPage />, { search: '?sort=-id_tag' })
    await screen.findByText('12 id tags, 1 blocked')
    await userEvent.setup().type(screen.getByRole('searchbox'), 'staff')
    await vi.waitFor(() => expect(tags()).toEqual(['STAFF-0208', 'STAFF-0077', 'STAFF-0001']))
  })

  it.each([
    ['Last used', 'last_used_at'],
    ['Charging now', 'active_transactions'],
  ] as const)('is sorted by %s at the server', async (column, field) => {
    renderPage(<IdTagsPage />)
    await screen.findByText('12 id tags, 1 blocked')
    const values = () =>
      tags().map((name) => String(idTags.find(({ id_tag }) => id_tag === name)?.[field] ?? ''))
    const user = userEvent.setup()
    for (const order of ['ascending', 'descending'] as const) {
      const header = () => screen.getByRole('columnheader', { name: column })
      await user.click(within(header()).getByRole('button'))
      if (header().getAttribute('aria-sort') !== order) await user.click(within(header()).getByRole('button'))
      const sorted = values().toSorted()
      await vi.waitFor(() => expect(values()).toEqual(order === 'ascending' ? sorted : sorted.toReversed()))
    }
  })

  it('selects and saves what has not come yet', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...(idTags[0] as IdTag),
      id: `n${index}`,
      id_tag: `N-${index}`,
    }))
    fakeServer(fakeIdTags(many))
    renderPage(<IdTagsPage />)
    const user = userEvent.setup()
    expect(await screen.findByText('100 of 250 id tags')).toBeVisible()
    expect(tags().length).toBeLessThan(60)
    await user.click(screen.getByRole('checkbox', { name: 'Select N-1' }))
    await user.click(screen.getByRole('button', { name: 'Select all 250' }))
    expect(await screen.findByText('250 selected')).toBeVisible()
  })

  it('opens one from the address, wherever it stands', async () => {
    renderPage(<IdTagsPage />, { search: '?edit=tag-1&q=nothing' })
    expect(await screen.findByRole('dialog', { name: 'Edit STAFF-0001' })).toBeVisible()
  })

  it('blocks with nothing but that in the request', async () => {
    renderPage(<IdTagsPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for STAFF-0001' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Block id tag' }))
    await vi.waitFor(() =>
      expect(asked).toContainEqual({
        method: 'PUT',
        path: '/api/admin/id-tags/tag-1',
        body: { blocked: true },
      }),
    )
  })

  it('keeps the form open with the server’s words when a tag exists', async () => {
    renderPage(<IdTagsPage />, { search: '?edit=new' })
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Id tag'), 'staff-0001')
    await user.type(screen.getByLabelText('Sessions at once'), '2')
    await user.click(screen.getByRole('button', { name: 'Add id tag' }))
    expect(await screen.findByText('STAFF-0001 exists already.')).toBeVisible()
    expect(screen.getByLabelText('Id tag')).toHaveValue('staff-0001')
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      id_tag: 'staff-0001',
      parent_id_tag: null,
      max_active_transactions: 2,
      expires_at: null,
      note: null,
      blocked: false,
    })
  })

  it('refuses what OCPP 1.6 cannot carry', async () => {
    renderPage(<IdTagsPage />, { search: '?edit=new' })
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText('Id tag'), 'x'.repeat(21))
    await user.click(screen.getByRole('button', { name: 'Add id tag' }))
    expect(await screen.findByText(/At most 20 characters/)).toBeVisible()
  })
})
