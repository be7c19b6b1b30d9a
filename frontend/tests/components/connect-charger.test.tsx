import { QueryClient } from '@tanstack/react-query'
import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'

import { ConnectCharger } from '@/components/chargers/connect-charger'
import { applyLiveEvent } from '@/lib/live-updates'

import { fakeServer } from '../fake-server'
import { chargers, iso } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('@/contexts/config-context', () => ({ useConfig: () => ({ ocpp_url: 'ws://10.0.0.5:8000/ocpp' }) }))

const CHARGER = {
  ...chargers[0],
  id: 'new',
  charge_point_id: 'CP-0001',
  online: false,
  last_seen_at: null,
  connectors: [],
}

function setUp() {
  const created = { ...CHARGER, created_at: iso(Date.now() - 1000), password: 'q7Vt-9mKx' }
  const refusals: object[] = []
  const asked = fakeServer({
    'POST /api/admin/chargers': () => ({ status: 201, body: created }),
    'POST /api/admin/chargers/new/simulate': () => ({ body: created }),
    'GET /api/admin/chargers/new': () => ({ body: created }),
    'GET /api/admin/refusals': () => ({ body: { items: refusals, next_cursor: null } }),
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  renderPage(<ConnectCharger first suggestedName="CP-0001" />, { client })
  return { asked, client, refusals, user: userEvent.setup() }
}

describe('ConnectCharger', () => {
  it('shows the exact address while the name is typed', async () => {
    const { user } = setUp()
    expect(screen.getByLabelText('Server address')).toHaveValue('ws://10.0.0.5:8000/ocpp/CP-0001')
    await user.type(screen.getByLabelText('Name'), '7')
    expect(screen.getByLabelText('Server address')).toHaveValue('ws://10.0.0.5:8000/ocpp/CP-00017')
  })

  it('shows the password once the charger is added, then waits', async () => {
    const { user, asked } = setUp()
    expect(screen.getByLabelText('Password')).toHaveValue('')
    await user.click(screen.getByRole('button', { name: 'Add charger' }))
    expect(await screen.findByText('Waiting for CP-0001')).toBeVisible()
    expect(screen.getByLabelText('Password')).toHaveValue('q7Vt-9mKx')
    expect(asked).toContainEqual({
      method: 'POST',
      path: '/api/admin/chargers',
      body: { charge_point_id: 'CP-0001', security_profile: 1 },
    })
  })

  it('turns green by itself when the charger calls', async () => {
    const { user, client } = setUp()
    await user.click(screen.getByRole('button', { name: 'Add charger' }))
    await screen.findByText('Waiting for CP-0001')
    act(() => applyLiveEvent(client, 'charger.updated', JSON.stringify({ ...CHARGER, online: true })))
    expect(await screen.findByText('CP-0001 is connected')).toBeVisible()
    expect(screen.getByRole('link', { name: /Open charger/ })).toHaveAttribute('href', '/chargers/new')
  })

  it('shows a refused attempt with its reason, of another name too', async () => {
    const { user, refusals } = setUp()
    const at = iso(Date.now() + 1000)
    refusals.push({
      id: 'r',
      charge_point_id: 'CP-O001',
      address: '10.0.0.9',
      cause: 'unknown',
      detail: 'No charger has this name.',
      count: 3,
      first_at: at,
      last_at: at,
    })
    await user.click(screen.getByRole('button', { name: 'Add charger' }))
    const strip = await screen.findByText('CP-O001 called, not CP-0001')
    expect(
      within(strip.parentElement ?? document.body).getByText(
        /No charger has this name. 3 attempts from 10.0.0.9/,
      ),
    ).toBeVisible()
  })

  it('says beside the field why a name cannot be', async () => {
    fakeServer({
      'POST /api/admin/chargers': () => ({ status: 409, body: { detail: 'CP-0001 exists already.' } }),
    })
    renderPage(<ConnectCharger suggestedName="CP-0001" />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Add charger' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('CP-0001 exists already.')
    expect(screen.getByLabelText('Name')).toBeInvalid()
  })

  it('adds the charger and starts a simulated one in its place', async () => {
    const { user, asked } = setUp()
    await user.click(screen.getByRole('button', { name: 'Try a simulated one' }))
    expect(await screen.findByText('It is on its way')).toBeVisible()
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toContain(
      'POST /api/admin/chargers/new/simulate',
    )
  })

  it('asks for TLS where the profile needs it', async () => {
    const { user } = setUp()
    await user.click(screen.getByRole('combobox', { name: 'Security profile' }))
    await user.click(await screen.findByRole('option', { name: /profile 3/ }))
    expect(screen.getByLabelText('Server address')).toHaveValue('wss://10.0.0.5:8000/ocpp/CP-0001')
    expect(screen.queryByLabelText('Password')).toBeNull()
  })
})
