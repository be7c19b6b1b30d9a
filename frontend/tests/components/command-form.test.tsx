import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { OperationForm } from '@/components/commands/operation-form'
import { OPERATIONS, type Operation } from '@/components/commands/operations'
import { RawForm } from '@/components/commands/raw-form'
import { fakeServer } from '@/tests/fake-server'
import { chargers } from '@/tests/fixtures/data.mjs'
import { SCHEMAS } from '@/tests/fixtures/ocpp'
import { renderPage } from '@/tests/render'
import type { Charger } from '@/lib/types'

const charger = chargers.find(({ charge_point_id }) => charge_point_id === 'CP-0038') as unknown as Charger
const path = (action: string) => `POST /api/admin/chargers/${charger.id}/commands/${action}`
const OFFERED = {
  'GET /api/admin/operations': () => ({
    body: {
      items: Object.entries(SCHEMAS).map(([action, { request }]) => ({ action, request_schema: request })),
    },
  }),
}
const change = OPERATIONS.find(({ action }) => action === 'ChangeConfiguration') as Operation

it('puts the server’s complaint below its field and stays open', async () => {
  const errors = [{ field: 'value', message: '600 characters where 500 are allowed' }]
  fakeServer({
    ...OFFERED,
    [path('ChangeConfiguration')]: () => ({ status: 422, body: { title: 'Invalid', errors } }),
  })
  const onClose = vi.fn()
  renderPage(<OperationForm charger={charger} operation={change} initial={{ key: 'K' }} onClose={onClose} />)
  await userEvent.type(await screen.findByLabelText('Value'), 'x')
  await userEvent.click(screen.getByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText('600 characters where 500 are allowed')).toBeVisible()
  expect(screen.getByLabelText('Value')).toBeInvalid()
  expect(onClose).not.toHaveBeenCalled()
})

it('says in words that the charger is offline', async () => {
  const detail = 'The charger is offline: nothing was sent.'
  fakeServer({
    ...OFFERED,
    [path('ChangeConfiguration')]: () => ({ status: 409, body: { title: 'Conflict', detail } }),
  })
  renderPage(<OperationForm charger={charger} operation={change} initial={{ key: 'K' }} onClose={vi.fn()} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText(detail)).toBeVisible()
})

it('does not pretend to know what became of a command when the network went away', async () => {
  fakeServer({
    ...OFFERED,
    [path('ChangeConfiguration')]: () => {
      throw new TypeError('Failed to fetch')
    },
  })
  renderPage(<OperationForm charger={charger} operation={change} initial={{ key: 'K' }} onClose={vi.fn()} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText(/Whether it was sent stands in the list of commands/)).toBeVisible()
})

it('asks for what is missing before anything is sent', async () => {
  const asked = fakeServer(OFFERED)
  renderPage(<OperationForm charger={charger} operation={change} onClose={vi.fn()} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText('Needed.')).toBeVisible()
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
})

it('sends any action as JSON, and names what the schema refuses', async () => {
  const errors = [{ field: 'type', message: 'required' }]
  const asked = fakeServer({
    'GET /api/admin/operations': () => ({ body: { items: [{ action: 'Reset', request_schema: {} }] } }),
    [path('Reset')]: () => ({
      status: 422,
      body: { title: 'Invalid', detail: 'Reset cannot be sent like this.', errors },
    }),
  })
  renderPage(<RawForm charger={charger} initial="Reset" onClose={vi.fn()} />)
  const payload = screen.getByLabelText('Request')
  await userEvent.clear(payload)
  await userEvent.click(payload)
  await userEvent.paste('{"kind":')
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('Not a JSON object.')).toBeVisible()
  await userEvent.clear(payload)
  await userEvent.click(payload)
  await userEvent.paste('{"kind":1}')
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('Reset cannot be sent like this.')).toBeVisible()
  expect(screen.getByText('required')).toBeVisible()
  await waitFor(() => expect(asked.at(-1)?.body).toBeDefined())
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ kind: 1 })
})

const operation = (action: string) => OPERATIONS.find((found) => found.action === action) as Operation

it('goes as deep as the schema, and puts what the server says to the field that it means', async () => {
  const asked = fakeServer({
    ...OFFERED,
    [path('SendLocalList')]: () => ({
      status: 422,
      body: {
        title: 'Invalid',
        errors: [{ field: 'localAuthorizationList[0].idTagInfo.parentIdTag', message: 'an odd group' }],
      },
    }),
  })
  renderPage(<OperationForm charger={charger} operation={operation('SendLocalList')} onClose={vi.fn()} />)
  await userEvent.type(await screen.findByLabelText('Version'), '7')
  await userEvent.click(screen.getByRole('combobox', { name: 'How' }))
  await userEvent.click(screen.getByRole('option', { name: 'Full' }))
  await userEvent.click(screen.getByRole('button', { name: 'Add tag' }))
  const tag = within(screen.getByRole('group', { name: 'Tag 1' }))
  await userEvent.click(tag.getByRole('button', { name: 'Say what holds for the tag' }))
  await userEvent.type(tag.getByLabelText(/^Group of the tag/), 'FLEET')
  await userEvent.click(screen.getByRole('button', { name: 'Send local list' }))
  expect(await tag.findAllByText('Needed.')).toHaveLength(2) // the tag and its status
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([])

  await userEvent.click(tag.getByLabelText('Id tag'))
  await userEvent.type(await screen.findByPlaceholderText('Search or type a tag'), 'A1')
  await userEvent.click(await screen.findByText('Use “A1”'))
  await userEvent.click(tag.getByRole('combobox', { name: 'Status' }))
  await userEvent.click(screen.getByRole('option', { name: 'Accepted' }))
  await userEvent.click(screen.getByRole('button', { name: 'Send local list' }))
  expect(await tag.findByText('an odd group')).toBeVisible()
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toEqual({
    listVersion: 7,
    updateType: 'Full',
    localAuthorizationList: [{ idTag: 'A1', idTagInfo: { status: 'Accepted', parentIdTag: 'FLEET' } }],
  })
})

it('lets a command wait for a charger that is offline, unless it shall not', async () => {
  const queries: string[] = []
  const made = { state: 'pending', expires_at: '2026-11-19T13:00:00Z', action: 'ClearCache', request: {} }
  fakeServer({
    ...OFFERED,
    [path('ClearCache')]: ({ url }) => {
      queries.push(url.search)
      return { status: 202, body: made }
    },
  })
  const away = { ...charger, online: false }
  const onClose = vi.fn()
  renderPage(<OperationForm charger={away} operation={operation('ClearCache')} onClose={onClose} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Clear cache' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  await userEvent.click(screen.getByRole('combobox', { name: 'As long as it is offline' }))
  await userEvent.click(screen.getByRole('option', { name: 'Do not send it' }))
  await userEvent.click(screen.getByRole('button', { name: 'Clear cache' }))
  await waitFor(() => expect(queries).toEqual(['?valid_for=3600', '']))
})
