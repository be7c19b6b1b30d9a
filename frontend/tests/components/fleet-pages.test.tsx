import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'

import { ConfigurationPage } from '@/components/configuration/configuration-page'
import { DriftCard } from '@/components/configuration/drift-card'
import { LocalListsPage } from '@/components/local-lists/local-lists-page'
import type { Charger } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const charger = (id: string, name: string): Charger => ({
  ...(chargers[0] as Charger),
  id,
  charge_point_id: name,
  vendor: 'Kestrel',
  model: 'AC 22',
  online: true,
})
const CHARGERS = [charger('c1', 'CP-0001'), charger('c2', 'CP-0002')]

const list = {
  charger_id: 'c1',
  charge_point_id: 'CP-0001',
  mode: 'tags',
  state: 'failed',
  detail: 'The charger answered Failed.',
  wanted_count: 2,
  too_long_count: 0,
  no_room_count: 0,
  acknowledged_version: 3,
  acknowledged_at: null,
  told_version: 1,
  failures: 5,
  next_try_at: null,
  tried_at: null,
  synced_at: null,
}

const UNTOUCHED = {
  ...list,
  charger_id: 'c2',
  charge_point_id: 'CP-0002',
  mode: 'off',
  state: 'off',
  acknowledged_version: null,
  told_version: null,
}

const template = {
  id: 't1',
  name: 'AC sites',
  vendor: 'kestrel',
  model: 'AC 22',
  firmware: '',
  note: '',
  apply: 'on_boot',
  keys: [{ key: 'LocalPreAuthorize', value: 'true' }],
}

const drifting = {
  charger_id: 'c1',
  charge_point_id: 'CP-0001',
  vendor: 'Kestrel',
  model: 'AC 22',
  firmware_version: '2.4.1',
  online: true,
  states: { differs: 1, rejected: 1 },
  keys: ['LocalPreAuthorize', 'MeterValueSampleInterval'],
  findings: [],
}

/** As the server does: by what stands in the question. */
const drifts = ({ searchParams: query }: URL) =>
  drifting.charge_point_id.includes(query.get('search') ?? '') &&
  ['drifting', 'differs'].includes(query.get('state') ?? 'drifting')
    ? [drifting]
    : []

const wish = (key: string, state: string) => ({
  key,
  desired: 'true',
  reported: 'false',
  pending: null,
  state,
  apply: 'on_request',
  source: 'AC sites',
  template: 't1',
  reason: '',
  overridden: [],
  last_try: null,
})

let asked: ReturnType<typeof fakeServer>

beforeEach(() => {
  const page = (items: unknown[]) => () => ({ body: { items, next_cursor: null } })
  asked = fakeServer({
    ...fakeFleet(CHARGERS),
    'GET /api/admin/local-lists': ({ url }) =>
      page(url.searchParams.get('kept') ? [list] : [list, UNTOUCHED])(),
    'GET /api/admin/local-lists/summary': () => ({ body: { total: 2, kept: 1, in_step: 0 } }),
    'GET /api/admin/local-lists/c1': () => ({ body: { ...list, id_tags: ['STAFF-0001'] } }),
    'GET /api/admin/local-lists/c1/entries': page([
      {
        id_tag: 'STAFF-0001',
        status: 'Accepted',
        expires_at: null,
        parent_id_tag: null,
        acknowledged: false,
        change: 'add',
      },
    ]),
    'POST /api/admin/local-lists/c1/sync': () => ({ body: list }),
    'PUT /api/admin/local-lists/c1': () => ({ body: list }),
    'GET /api/admin/configuration-templates': page([template]),
    'POST /api/admin/configuration-templates': () => ({
      status: 422,
      body: { detail: 'LocalPreAuthorize must be true or false.' },
    }),
    'GET /api/admin/configuration-drift': ({ url }) => page(drifts(url))(),
    'GET /api/admin/configuration-drift/summary': ({ url }) => ({
      body: { total: drifts(url).length, online: drifts(url).length, states: {}, contradictions: 0 },
    }),
    'GET /api/admin/chargers/c1/configuration/drift': () => ({
      body: { items: [wish('LocalPreAuthorize', 'rejected')], findings: [] },
    }),
    'POST /api/admin/chargers/c1/configuration/repair': () => ({
      body: {
        items: [
          {
            key: 'LocalPreAuthorize',
            value: 'true',
            result: 'rejected',
            detail: 'It said Rejected.',
            command: null,
          },
        ],
      },
    }),
  })
})

it('lists every charger’s local list, also those that are left alone', async () => {
  renderPage(<LocalListsPage />)
  expect(await screen.findByText('1 local list is kept, 0 in step')).toBeVisible()
  expect(screen.getByText('3, the charger told 1')).toBeVisible()
  expect(within(screen.getByRole('row', { name: /CP-0002/ })).getByText('Left alone')).toBeVisible()
})

it('syncs what is shown, once asked', async () => {
  renderPage(<LocalListsPage />)
  await userEvent.click(await screen.findByRole('button', { name: 'Sync 1 list' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }))
  expect(await screen.findByText('1 done')).toBeVisible()
  expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
    '/api/admin/local-lists/c1/sync',
  ])
})

it('chooses in the sheet what shall be on a list', async () => {
  renderPage(<LocalListsPage />, { search: '?list=c1' })
  await userEvent.click(await screen.findByRole('button', { name: 'Take STAFF-0001 off the list' }))
  await userEvent.click(screen.getByRole('button', { name: 'Save list' }))
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ mode: 'tags', id_tags: [] }),
  )
})

it('says whom a template concerns, and where chargers differ', async () => {
  renderPage(<ConfigurationPage />)
  expect(await screen.findByText('1 charger differs from 1 template')).toBeVisible()
  const row = screen.getByRole('row', { name: /AC sites/ })
  expect(await within(row).findByText('2')).toBeVisible()
  expect(screen.getByText('Differs: 1')).toBeVisible()
})

it('is searched by the server, and keeps its title', async () => {
  renderPage(<ConfigurationPage />, { search: '?state=differs' })
  const table = within(await screen.findByRole('table', { name: 'Drift' }))
  expect(await table.findByRole('link', { name: 'CP-0001' })).toBeVisible()
  await userEvent.type(screen.getByRole('searchbox'), '0002')
  expect(await screen.findByText('No charger matches')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Repair' })).toBeDisabled()
  expect(screen.getByText('1 charger differs from 1 template')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }))
  expect(await table.findByRole('link', { name: 'CP-0001' })).toBeVisible()
})

it('repairs the fleet once asked, with what came of each', async () => {
  renderPage(<ConfigurationPage />)
  await userEvent.click(await screen.findByRole('button', { name: 'Repair 1 charger' }))
  const dialog = await screen.findByRole('dialog', { name: 'Repair 1 charger?' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'Repair 1 charger' }))
  expect(await screen.findByText('0 done, 1 failed')).toBeVisible()
  expect(screen.getByText('0 of 1 keys accepted. It said Rejected.')).toBeVisible()
})

it('types the value of a standard key, and keeps the form with the server’s words', async () => {
  renderPage(<ConfigurationPage />, { search: '?edit=new' })
  await userEvent.type(await screen.findByLabelText('Name'), 'DC sites')
  await userEvent.type(screen.getByLabelText('Key 1'), 'meterValueSampleInterval')
  expect(screen.getByText('Whole number, in s. Profile Core.')).toBeVisible()
  await userEvent.type(screen.getByLabelText('Value 1'), '60')
  await userEvent.click(screen.getByRole('button', { name: 'Save template' }))
  expect(await screen.findByText('LocalPreAuthorize must be true or false.')).toBeVisible()
})

it('asks a charger again for what it has refused', async () => {
  renderPage(<DriftCard charger={CHARGERS[0] as Charger} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Try the refused again' }))
  expect(await screen.findByText('Repair: Rejected')).toBeVisible()
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ again: true })
})

it('offers a viewer no repair and no sync', async () => {
  renderPage(<ConfigurationPage />, { role: 'viewer' })
  await screen.findByText('Differs: 1')
  expect(screen.queryByRole('button', { name: /Repair|Add template/ })).toBeNull()
})
