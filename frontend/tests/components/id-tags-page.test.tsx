import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { IdTagsPage } from '@/components/id-tags/id-tags-page'

import { fakeServer } from '../fake-server'
import { idTags } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

describe('IdTagsPage', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    asked = fakeServer({
      'GET /api/admin/id-tags': () => ({ body: { items: idTags, next_cursor: null } }),
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
    await screen.findByText('12 id tags, 1 blocked')
    expect(screen.getByText('04F5A0C81D37')).toBeVisible()
    expect(screen.queryByText('STAFF-0001')).toBeNull()
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
