import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { SecurityPage } from '@/components/security/security-page'
import type { ChargerCertificate, SecurityEvent } from '@/lib/types'

import { fakeCertificates } from '../fake-certificates'
import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { aCharger } from '../fixtures/firmware'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY + 1000).toISOString()
const certificate = (
  id: string,
  days: number,
  changes: Partial<ChargerCertificate> = {},
): ChargerCertificate => ({
  id,
  charger_id: `charger-${id}`,
  charge_point_id: `CP-${id}`,
  state: 'in_use',
  common_name: id,
  serial_number: null,
  fingerprint: null,
  not_before: null,
  not_after: inDays(days),
  chain: null,
  detail: null,
  said: null,
  requested_at: '2026-11-01T10:00:00Z',
  updated_at: '2026-11-01T10:00:00Z',
  ...changes,
})
const event: SecurityEvent = {
  id: 'e1',
  charger_id: 'charger-1',
  charge_point_id: 'CP-1',
  source: 'charger',
  type: 'TamperDetectionActivated',
  critical: true,
  detail: 'Door',
  said: null,
  occurred_at: '2026-11-19T10:00:00Z',
  received_at: '2026-11-19T10:00:00Z',
}
const chargers = [0, 1, 1, 2, 3].map((security_profile, index) =>
  aCharger({ id: String(index), charge_point_id: `CP-${index}`, security_profile }),
)

describe('SecurityPage', () => {
  let asked: ReturnType<typeof fakeServer>
  let queries: string[]

  beforeEach(() => {
    queries = []
    asked = fakeServer({
      ...fakeFleet(chargers),
      ...fakeCertificates([
        certificate('late', 200),
        certificate('soon', 5),
        certificate('old', 1, { state: 'superseded' }),
      ]),
      'GET /api/admin/certificates/roots': () => ({ body: { items: [] } }),
      'GET /api/admin/security-events': ({ url }) => {
        queries.push(url.search)
        return { body: { items: [event], next_cursor: null } }
      },
      'POST /api/admin/chargers/charger-soon/certificates/renew': () => ({
        body: { state: 'answered', response: { status: 'Accepted' } },
      }),
      'POST /api/admin/chargers/charger-late/certificates/renew': () => ({
        status: 409,
        body: { title: 'Conflict', detail: 'The charger is offline.' },
      }),
      'POST /api/admin/certificates/soon/revoke': () => ({
        body: certificate('soon', 5, { state: 'revoked' }),
      }),
    })
  })

  it('says in its title what needs somebody, and lists those without TLS first', async () => {
    renderPage(<SecurityPage />)
    expect(
      await screen.findByRole('heading', {
        name: '3 chargers may come in without TLS, 1 certificate runs out within 30 days',
      }),
    ).toBeVisible()
    const table = within(screen.getByRole('table', { name: 'Chargers' }))
    expect(table.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['CP-0', 'CP-1', 'CP-2'])
  })

  it('shows one profile by the address', async () => {
    renderPage(<SecurityPage />, { search: '?profile=3' })
    expect(await screen.findByRole('link', { name: 'CP-4' })).toHaveAttribute('href', '/chargers/4/security')
    expect(screen.queryByRole('link', { name: 'CP-0' })).toBeNull()
  })

  it('renews several, the one that ends first on top, and says what each came to', async () => {
    renderPage(<SecurityPage />, { search: '?view=certificates' })
    const table = within(await screen.findByRole('table', { name: 'Certificates' }))
    expect((await table.findAllByRole('link')).map(({ textContent }) => textContent)).toEqual([
      'CP-soon',
      'CP-late',
    ])
    expect(table.getByText('5 days left')).toBeVisible()
    await userEvent.click(table.getByRole('checkbox', { name: 'Select all on this page' }))
    await userEvent.click(screen.getByRole('button', { name: 'Renew 2 certificates' }))
    const dialog = within(await screen.findByRole('dialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Renew' }))
    await waitFor(() => {
      const outcomes = dialog.getAllByRole('listitem').map(({ textContent }) => textContent)
      expect(outcomes.toSorted()).toEqual([
        'CP-late The charger is offline.',
        'CP-soon Accepted by the charger',
      ])
    })
  })

  it('is searched and sorted by the server, with those of the past when asked for', async () => {
    renderPage(<SecurityPage />, { search: '?view=certificates&past=true&sort=-left' })
    const table = within(await screen.findByRole('table', { name: 'Certificates' }))
    const shown = () => table.getAllByRole('link').map(({ textContent }) => textContent)
    await table.findByRole('link', { name: 'CP-late' })
    expect(shown()).toEqual(['CP-late', 'CP-soon', 'CP-old'])
    await userEvent.type(screen.getByRole('searchbox'), 'old')
    await waitFor(() => expect(shown()).toEqual(['CP-old']))
    await userEvent.click(table.getByRole('checkbox', { name: 'Select CP-old' }))
    expect(screen.getByRole('button', { name: 'Renew 0 certificates' })).toBeDisabled()
  })

  it('begins each view with a search of its own', async () => {
    renderPage(<SecurityPage />, { search: '?view=certificates&q=soon&sort=name' })
    await screen.findByRole('link', { name: 'CP-soon' })
    await userEvent.click(screen.getByRole('tab', { name: 'Chargers' }))
    expect(await screen.findByRole('link', { name: 'CP-0' })).toBeVisible()
    expect(screen.getByRole('searchbox')).toHaveValue('')
  })

  it('revokes after asking', async () => {
    renderPage(<SecurityPage />, { search: '?view=certificates' })
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke the certificate of CP-soon' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke certificate' }))
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith('/soon/revoke'))).toBe(true))
  })

  it('explains an event, asked for by the address', async () => {
    renderPage(<SecurityPage />, { search: '?view=events&critical=yes&type=TamperDetectionActivated' })
    expect(
      await screen.findByText('Its casing was opened or tampered with. Send somebody to look. Door'),
    ).toBeVisible()
    expect(queries[0]).toContain('critical=true')
    expect(queries[0]).toContain('type=TamperDetectionActivated')
  })

  it('offers a viewer neither renewal nor revocation', async () => {
    renderPage(<SecurityPage />, { search: '?view=certificates', role: 'viewer' })
    await screen.findByRole('link', { name: 'CP-soon' })
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('button', { name: /Revoke/ })).toBeNull()
  })
})
