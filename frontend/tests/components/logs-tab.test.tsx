import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ChargerContext } from '@/components/chargers/detail/charger-context'
import { LogsTab } from '@/components/firmware/logs-tab'
import type { Charger } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { aCharger, aFirmware, aJob } from '../fixtures/firmware'
import { renderPage } from '../render'

const AT = '2026-11-19T10:00:00Z'
const charger = aCharger({
  id: 'a',
  vendor: 'Kestrel',
  model: 'AC 22',
  firmware_version: '2.0.0',
  online: true,
})
const update = aJob({ id: 'j1', charger_id: 'a', state: 'downloading', sent_at: AT, version_before: '2.0.0' })
const log = aJob({
  id: 'j2',
  charger_id: 'a',
  kind: 'diagnostics',
  state: 'uploaded',
  sent_at: AT,
  firmware: null,
  file_name: 'diagnostics.log',
  file: { size: 553, sha256: 'ab', received_at: AT },
})

const show = (shown: Charger = charger, role: 'admin' | 'viewer' = 'admin') =>
  renderPage(
    <ChargerContext value={shown}>
      <LogsTab />
    </ChargerContext>,
    { role },
  )

describe('LogsTab', () => {
  let asked: ReturnType<typeof fakeServer>
  const posted = () => asked.find(({ method }) => method === 'POST')

  beforeEach(() => {
    asked = fakeServer({
      'GET /api/admin/firmware': () => ({
        body: {
          items: [aFirmware(), aFirmware({ id: 'f2', version: '9.9', model: 'DC 75' })],
          next_cursor: null,
        },
      }),
      'GET /api/admin/firmware/jobs': () => ({ body: { items: [update, log], next_cursor: null } }),
      'GET /api/admin/firmware/jobs/j2/file': () => ({ body: 'log' }),
      'DELETE /api/admin/firmware/jobs/j2/file': () => ({ status: 204 }),
      'POST /api/admin/firmware/f1/updates': () => ({ status: 202, body: { items: [] } }),
      'POST /api/admin/chargers/a/diagnostics': () => ({
        status: 409,
        body: { title: 'Conflict', detail: 'It has no GetLog.' },
      }),
    })
  })

  it('shows each job with its life', async () => {
    show()
    const job = within(await screen.findByRole('article', { name: 'Firmware 2.0.0 to 3.0.0' }))
    expect(job.getByText('Downloading')).toBeVisible()
    expect(job.getByText('Waiting for the charger’s next word')).toBeVisible()
  })

  it('updates from a file that is for this charger', async () => {
    show()
    expect(await screen.findByText('1 file for it here')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Update firmware' }))
    const dialog = within(
      await screen.findByRole('dialog', { name: `Update ${charger.charge_point_id} to 3.0.0?` }),
    )
    await userEvent.click(dialog.getByRole('button', { name: 'Update firmware' }))
    await waitFor(() => expect(posted()?.body).toMatchObject({ charger_ids: ['a'] }))
  })

  it('asks for a log, and says why it was not done', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'Ask for a log' }))
    await userEvent.click(screen.getByRole('radio', { name: /^Security log/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Ask for it' }))
    expect(await screen.findByText('It has no GetLog.')).toBeVisible()
    expect(posted()?.body).toEqual({ kind: 'security_log', start: null, stop: null })
  })

  it('saves the file that came, and deletes it after asking', async () => {
    const save = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
    )
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'Save file diagnostics.log' }))
    await waitFor(() => expect(save).toHaveBeenCalled())
    await userEvent.click(screen.getByRole('button', { name: 'Delete diagnostics.log' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Delete file' }))
    await waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })

  it('cannot ask a charger that is away', async () => {
    show({ ...charger, online: false })
    expect(await screen.findByRole('button', { name: 'Ask for a log' })).toBeDisabled()
  })

  it('keeps delivered files from viewers, as the server does', async () => {
    show(charger, 'viewer')
    await screen.findByRole('article', { name: 'Diagnostics' })
    expect(screen.queryByRole('button')).toBeNull()
  })
})
