import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { OperationForm } from '@/components/commands/operation-form'
import { OPERATIONS, type Operation } from '@/components/commands/operations'
import { RawForm } from '@/components/commands/raw-form'
import { fakeServer } from '@/tests/fake-server'
import { chargers } from '@/tests/fixtures/data.mjs'
import { renderPage } from '@/tests/render'
import type { Charger } from '@/lib/types'

const charger = chargers.find(({ charge_point_id }) => charge_point_id === 'CP-0038') as unknown as Charger
const path = (action: string) => `POST /api/admin/chargers/${charger.id}/commands/${action}`
const change = OPERATIONS.find(({ action }) => action === 'ChangeConfiguration') as Operation

it('puts the server’s complaint below its field and stays open', async () => {
  const errors = [{ field: 'value', message: '600 characters where 500 are allowed' }]
  fakeServer({ [path('ChangeConfiguration')]: () => ({ status: 422, body: { title: 'Invalid', errors } }) })
  const onClose = vi.fn()
  renderPage(<OperationForm charger={charger} operation={change} initial={{ key: 'K' }} onClose={onClose} />)
  await userEvent.type(screen.getByLabelText('Value'), 'x')
  await userEvent.click(screen.getByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText('600 characters where 500 are allowed')).toBeVisible()
  expect(screen.getByLabelText('Value')).toBeInvalid()
  expect(onClose).not.toHaveBeenCalled()
})

it('says in words that the charger is offline', async () => {
  const detail = 'The charger is offline: nothing was sent.'
  fakeServer({ [path('ChangeConfiguration')]: () => ({ status: 409, body: { title: 'Conflict', detail } }) })
  renderPage(<OperationForm charger={charger} operation={change} initial={{ key: 'K' }} onClose={vi.fn()} />)
  await userEvent.click(screen.getByRole('button', { name: 'Change configuration' }))
  expect(await screen.findByText(detail)).toBeVisible()
})

it('asks for what is missing before anything is sent', async () => {
  const asked = fakeServer({})
  renderPage(<OperationForm charger={charger} operation={change} onClose={vi.fn()} />)
  await userEvent.click(screen.getByRole('button', { name: 'Change configuration' }))
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
