import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { IdTagsPage } from '@/components/id-tags/id-tags-page'
import type { IdTag, UnknownTag } from '@/lib/types'

import { fakeIdTags } from '../fake-id-tags'
import { idTags } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const UNKNOWN: UnknownTag = {
  id: 'u1',
  id_tag: '04FFEE',
  charger_id: 'ch-CP-0001',
  charge_point_id: 'CP-0001',
  count: 3,
  first_seen_at: '2026-11-19T10:00:00Z',
  last_seen_at: '2026-11-19T11:00:00Z',
}
const REPORT = { dry_run: true, rows: 2, created: 1, changed: 1, unchanged: 0, faulty: 0, faults: [] }
const CHANGES = [
  { row: 2, key: 'VAN-1', kind: 'created', fields: ['note'] },
  { row: 3, key: 'STAFF-0001', kind: 'changed', fields: ['blocked'] },
]

const MADE = { ...(idTags[0] as IdTag), id: 'tag-new', id_tag: '04FFEE', note: null }

describe('id tags in and out', () => {
  const asked: { method: string; url: URL; type: string | null }[] = []
  let adopted: boolean
  let report: Record<string, unknown>

  beforeEach(() => {
    asked.length = 0
    adopted = false
    report = { ...REPORT, changes: CHANGES }
    // Bodies are files here, which the usual fake server would read as JSON.
    vi.stubGlobal('fetch', (request: Request) => {
      const url = new URL(request.url)
      asked.push({ method: request.method, url, type: request.headers.get('content-type') })
      return Promise.resolve(
        new Response(request.method === 'DELETE' ? null : JSON.stringify(answer(request.method, url)), {
          status: request.method === 'DELETE' ? 204 : 200,
          headers: { 'Content-Type': 'application/json' },
        }),
      )
    })
  })

  function answer(method: string, url: URL): unknown {
    if (url.pathname.endsWith('/import')) {
      return { ...report, dry_run: url.searchParams.get('dry_run') === 'true' }
    }
    if (url.pathname === '/api/admin/unknown-tags') {
      return { items: adopted ? [] : [UNKNOWN], next_cursor: null }
    }
    if (method === 'POST') {
      adopted = true
      return MADE
    }
    const known = fakeIdTags(adopted ? [...idTags, MADE] : idTags)
    return known[`${method} ${url.pathname}`]?.({ url, body: undefined }).body
  }

  async function chooseFile() {
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Import or export' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Import from a file' }))
    await user.upload(
      screen.getByLabelText('File'),
      new File(['id_tag;note\nVAN-1;Käfer\n'], 'tags.csv', { type: 'text/csv' }),
    )
    return user
  }

  it('looks a file through before anything changes, then takes it in', async () => {
    renderPage(<IdTagsPage />)
    const user = await chooseFile()
    expect(await screen.findByText('1 new, 1 changed, 0 as they are')).toBeVisible()
    const imports = () => asked.filter(({ url }) => url.pathname.endsWith('/import'))
    expect(imports()[0]?.url.searchParams.get('dry_run')).toBe('true')
    expect(imports()[0]?.type).toBe('text/csv')
    await user.click(screen.getByRole('button', { name: 'Import 2 id tags' }))
    expect(await screen.findByText('Imported: 1 new, 1 changed, 0 as they were')).toBeVisible()
    expect(imports()[1]?.url.searchParams.get('dry_run')).toBe('false')
  })

  it('takes nothing from a file with a wrong row, and says which', async () => {
    report = {
      ...REPORT,
      faulty: 1,
      changes: [],
      faults: [{ row: 2, column: 'expires_at', message: 'Not a time.', said: null }],
    }
    renderPage(<IdTagsPage />)
    await chooseFile()
    expect(await screen.findByText('Row 2, expires_at: Not a time.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Import 2 id tags' })).toBeDisabled()
  })

  it('adopts a tag that was seen, and asks at once whose it is', async () => {
    renderPage(<IdTagsPage />)
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Adopt 04FFEE' }))
    expect(await screen.findByRole('dialog', { name: 'Edit 04FFEE' })).toBeVisible()
    expect(screen.queryByText('Seen, but not known')).toBeNull()
    expect(asked.some(({ url }) => url.pathname === '/api/admin/unknown-tags/u1/adopt')).toBe(true)
  })

  it('forgets a tag that was seen', async () => {
    renderPage(<IdTagsPage />)
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Ignore 04FFEE' }))
    await vi.waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })

  it('blocks many, leaving out those that are blocked already', async () => {
    renderPage(<IdTagsPage />)
    const user = userEvent.setup()
    await screen.findByText('12 id tags, 1 blocked')
    await user.click(screen.getByRole('checkbox', { name: 'Select all on this page' }))
    await user.click(screen.getByRole('button', { name: 'Block' }))
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByText('1 left out: blocked already')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Block 11 id tags' }))
    expect(await within(dialog).findByText('11 done', {}, { timeout: 4000 })).toBeVisible()
  })
})
