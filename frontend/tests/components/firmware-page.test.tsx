import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { FirmwarePage } from '@/components/firmware/firmware-page'
import type { Job } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { aCharger, aFirmware, aJob } from '../fixtures/firmware'
import { renderPage } from '../render'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }))

const KESTREL = { vendor: 'Kestrel', model: 'AC 22', firmware_version: '2.0.0' }
const KESTREL_3 = aFirmware({ vendor: 'Kestrel', model: 'AC 22' })
const chargers = [
  aCharger({ id: 'a', charge_point_id: 'CP-1', online: true, ...KESTREL }),
  aCharger({ id: 'b', charge_point_id: 'CP-2', online: false, ...KESTREL }),
  aCharger({ id: 'c', charge_point_id: 'CP-3', ...KESTREL, firmware_version: '3.0.0' }),
  aCharger({ id: 'd', charge_point_id: 'CP-4', ...KESTREL, model: 'DC 75' }),
]
const jobs = [
  aJob({ id: 'j1', charger_id: 'a', charge_point_id: 'CP-1', state: 'failed', detail: 'DownloadFailed' }),
  aJob({ id: 'j2', charger_id: 'b', charge_point_id: 'CP-2', state: 'installed' }),
]

const rolloutOf = (all: Job[]) => () => ({
  body: { chargers: all.length, states: all.map(({ state }) => ({ state, count: 1 })) },
})

describe('FirmwarePage', () => {
  let asked: ReturnType<typeof fakeServer>
  const posted = () => asked.find(({ method }) => method === 'POST')?.body

  beforeEach(() => {
    asked = fakeServer({
      'GET /api/admin/firmware': () => ({
        body: { items: [KESTREL_3], next_cursor: null },
      }),
      'GET /api/admin/firmware/jobs': ({ url }) => {
        const state = url.searchParams.get('state')
        return { body: { items: jobs.filter((job) => !state || job.state === state), next_cursor: null } }
      },
      'GET /api/admin/firmware/f1/rollout': rolloutOf(jobs),
      ...fakeFleet(chargers, KESTREL_3),
      'POST /api/admin/firmware/f1/updates': () => ({ status: 202, body: { items: [] } }),
      'DELETE /api/admin/firmware/f1': () => ({ status: 204 }),
    })
  })

  it('says how many run which version, and how far a file has come', async () => {
    renderPage(<FirmwarePage />)
    expect(await screen.findByRole('heading', { name: '1 firmware file' })).toBeVisible()
    const versions = within(await screen.findByRole('list', { name: 'Versions in the fleet' }))
    expect(versions.getByText('2.0.0').closest('li')).toHaveTextContent('2.0.03 chargers')
    expect(await screen.findByText('1 of 3')).toBeVisible()
  })

  it('shows whom an update concerns and whom not, then asks just those', async () => {
    renderPage(<FirmwarePage />, { search: '?update=f1' })
    const dialog = within(await screen.findByRole('dialog'))
    await waitFor(() =>
      expect(dialog.getByRole('status')).toHaveTextContent(
        '2 chargers are asked, 1 of them online now, 1 when they are back. 1 left out: Other hardware. 1 left out: Runs this version already.',
      ),
    )
    expect(dialog.getAllByRole('checkbox', { name: /CP-/ })).toHaveLength(2)
    await userEvent.click(dialog.getByRole('checkbox', { name: /CP-2/ }))
    await userEvent.click(dialog.getByRole('button', { name: 'Update 1 charger' }))
    await waitFor(() => expect(push).toHaveBeenCalledWith('/firmware?view=jobs&firmware=f1'))
    expect(posted()).toMatchObject({
      charger_ids: ['a'],
      any_hardware: false,
      retries: 3,
      retrieve_at: null,
      waits_for: 604_800,
    })
  })

  it('narrows the choice by the address, and takes other hardware only on request', async () => {
    renderPage(<FirmwarePage />, { search: '?update=f1&of=DC+75' })
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/1 left out: Other hardware/)).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Update 0 chargers' })).toBeDisabled()
    await userEvent.click(dialog.getByRole('checkbox', { name: /Also other hardware/ }))
    expect(await dialog.findByRole('button', { name: 'Update 1 charger' })).toBeEnabled()
  })

  it('counts a rollout in words and tries the failed ones again', async () => {
    renderPage(<FirmwarePage />, { search: '?view=jobs&firmware=f1' })
    const bar = within(await screen.findByRole('list', { name: 'How far it is' }))
    expect(bar.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '1 installed',
      '1 failed',
    ])
    expect(screen.getByText('DownloadFailed')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Try 1 failed again' }))
    const question = await screen.findByRole('alertdialog')
    await userEvent.click(within(question).getByRole('button', { name: 'Update chargers' }))
    await waitFor(() => expect(posted()).toMatchObject({ charger_ids: ['a'] }))
  })

  it('holds the updates of a firmware back, and lets one that waits be cancelled', async () => {
    const waits = aJob({ id: 'j3', charger_id: 'b', charge_point_id: 'CP-2', state: 'waiting' })
    const runs = aJob({ id: 'j4', charger_id: 'a', charge_point_id: 'CP-1', state: 'downloading' })
    asked = fakeServer({
      'GET /api/admin/firmware': () => ({ body: { items: [aFirmware()], next_cursor: null } }),
      'GET /api/admin/firmware/jobs': () => ({ body: { items: [waits, runs], next_cursor: null } }),
      'GET /api/admin/firmware/f1/rollout': rolloutOf([waits, runs]),
      'GET /api/admin/chargers': () => ({ body: { items: chargers, next_cursor: null } }),
      'POST /api/admin/firmware/f1/pause': () => ({ body: aFirmware({ paused_at: '2026-11-19T11:00:00Z' }) }),
      'POST /api/admin/firmware/jobs/j3/cancel': () => ({ body: { ...waits, state: 'cancelled' } }),
    })
    const posts = () => asked.filter(({ method }) => method === 'POST').map(({ path }) => path)
    renderPage(<FirmwarePage />, { search: '?view=jobs&firmware=f1' })
    await userEvent.click(await screen.findByRole('button', { name: 'Pause updates' }))
    await waitFor(() => expect(posts()).toEqual(['/api/admin/firmware/f1/pause']))
    expect(screen.queryByRole('button', { name: 'Cancel job of CP-1' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel job of CP-2' }))
    await userEvent.click(screen.getByRole('button', { name: 'Cancel job' }))
    await waitFor(() => expect(posts()).toContain('/api/admin/firmware/jobs/j3/cancel'))
  })

  it('asks the server for one state only', async () => {
    renderPage(<FirmwarePage />, { search: '?view=jobs&state=installed' })
    expect(await screen.findByRole('link', { name: 'CP-2' })).toHaveAttribute('href', '/chargers/b/logs')
    expect(screen.queryByRole('link', { name: 'CP-1' })).toBeNull()
  })

  it('deletes after asking', async () => {
    renderPage(<FirmwarePage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for 3.0.0' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete firmware' }))
    const question = await screen.findByRole('alertdialog')
    await userEvent.click(within(question).getByRole('button', { name: 'Delete firmware' }))
    await waitFor(() => expect(asked.some(({ method }) => method === 'DELETE')).toBe(true))
  })

  it('offers a viewer nothing that changes anything', async () => {
    renderPage(<FirmwarePage />, { search: '?view=jobs&firmware=f1', role: 'viewer' })
    await screen.findByRole('list', { name: 'How far it is' })
    expect(screen.queryByRole('button', { name: /Upload|again/ })).toBeNull()
  })

  it.each(['?edit=new', '?update=f1'])('opens no form for a viewer who comes by %s', async (search) => {
    renderPage(<FirmwarePage />, { search, role: 'viewer' })
    await screen.findByRole('heading', { name: /firmware file/ })
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
