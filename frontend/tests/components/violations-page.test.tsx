import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ViolationsPage } from '@/components/problems/violations-page'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({
  usePathname: () => '/problems/violations',
  useRouter: () => ({ push: vi.fn() }),
}))

const VIOLATION = {
  id: 'v1',
  charger_id: 'ch-1',
  charge_point_id: 'CP-0038',
  vendor: 'Kestrel',
  model: 'Kestrel DC 150',
  firmware_version: '2.4.1',
  action: 'StatusNotification',
  rule: 'maxLength',
  path: 'info',
  message: '60 characters where 50 are allowed (OCPP 1.6, 6.47)',
  raw: '[2,"1","StatusNotification",{"info":"…"}]',
  count: 3,
  first_at: '2026-11-19T10:00:00Z',
  last_at: '2026-11-19T11:00:00Z',
}
const REFUSED = {
  ...VIOLATION,
  id: 'v2',
  charger_id: 'ch-2',
  charge_point_id: 'CP-0002',
  firmware_version: '1.0',
  rule: 'FormationViolation',
  message: 'The payload is no object',
}

/** As the server does: by what stands in the question. */
const selected = ({ searchParams: query }: URL) =>
  [VIOLATION, REFUSED].filter(
    (one) =>
      (query.get('search') === null || one.charge_point_id.includes(query.get('search') ?? '')) &&
      (query.getAll('id').length === 0 || query.getAll('id').includes(one.id)) &&
      (['vendor', 'model', 'firmware_version', 'rule'] as const).every(
        (name) => !query.has(name) || one[name] === query.get(name),
      ),
  )

describe('ViolationsPage', () => {
  beforeEach(() => {
    fakeServer({
      'GET /api/admin/violations': ({ url }) => ({ body: { items: selected(url), next_cursor: null } }),
      'GET /api/admin/violations/summary': ({ url }) => {
        const found = selected(url)
        const kinds = found.map(({ vendor, model, firmware_version, rule }) => ({
          vendor,
          model,
          firmware_version,
          rule,
          total: 1,
        }))
        return { body: { total: found.length, chargers: found.length, kinds } }
      },
    })
  })

  it('opens one with its rule in words, the frame, and what we answered', async () => {
    renderPage(<ViolationsPage />)
    expect(
      await screen.findByRole('heading', { level: 1, name: '2 kinds of violations by 2 chargers' }),
    ).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'CP-0038' }))
    const sheet = await screen.findByRole('dialog', { name: 'A text that is too long' })
    expect(within(sheet).getByText(/60 characters where 50 are allowed/)).toBeVisible()
    expect(within(sheet).getByText(VIOLATION.raw)).toBeVisible()
    expect(within(sheet).getByText(/Read nevertheless/)).toBeVisible()
  })

  it('names the answer to what was refused', async () => {
    renderPage(<ViolationsPage />, { search: '?violation=v2' })
    const sheet = await screen.findByRole('dialog', { name: 'Refused with FormationViolation' })
    expect(within(sheet).getByText(/it could not be read, or this charger is read strictly/)).toBeVisible()
  })

  it('shows those of a model with a firmware, as the scorecard asks', async () => {
    renderPage(<ViolationsPage />, { search: '?model=Kestrel+DC+150&firmware=2.4.1' })
    expect(await screen.findByRole('button', { name: 'CP-0038' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'CP-0002' })).toBeNull()
  })

  it('is searched by the server, and keeps its title', async () => {
    renderPage(<ViolationsPage />)
    await screen.findByRole('button', { name: 'CP-0038' })
    await userEvent.setup().type(screen.getByRole('searchbox'), '0002')
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'CP-0038' })).toBeNull())
    expect(screen.getByRole('button', { name: 'CP-0002' })).toBeVisible()
    expect(
      screen.getByRole('heading', { level: 1, name: '2 kinds of violations by 2 chargers' }),
    ).toBeVisible()
  })
})
