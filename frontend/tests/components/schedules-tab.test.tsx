import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ChargerContext } from '@/components/chargers/detail/charger-context'
import { SchedulesTab } from '@/components/schedules/schedules-tab'
import type { Charger, ChargingProfile, Command } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const charger = { ...(chargers[0] as Charger), id: 'c1', charge_point_id: 'CP-0038', online: true }

const profile: ChargingProfile = {
  id: 'p1',
  charger_id: 'c1',
  charge_point_id: 'CP-0038',
  connector_id: 1,
  charging_profile_id: 11,
  transaction_id: null,
  stack_level: 2,
  purpose: 'TxDefaultProfile',
  kind: 'Relative',
  recurrence: null,
  valid_from: null,
  valid_to: null,
  schedule: {
    chargingRateUnit: 'A',
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 16 },
      { startPeriod: 3600, limit: '7.1' },
    ],
  },
  uncertain: false,
  installed_at: '2026-11-19T10:00:00Z',
}

const command = (action: string, response: Record<string, unknown>) =>
  ({
    id: 'k1',
    charger_id: 'c1',
    action,
    request: {},
    state: 'answered',
    response,
    error: null,
    requested_by: 'ines.vogel@example.org',
    created_at: '2026-11-19T10:00:00Z',
    sent_at: '2026-11-19T10:00:00Z',
    finished_at: '2026-11-19T10:00:00Z',
    expires_at: null,
    outcome: null,
    outcome_at: null,
    transaction: null,
    transaction_id: null,
  }) satisfies Command

const list = {
  charger_id: 'c1',
  charge_point_id: 'CP-0038',
  mode: 'all',
  state: 'failed',
  detail: 'The charger answered Failed.',
  wanted_count: 61,
  too_long_count: 0,
  no_room_count: 0,
  acknowledged_version: 2,
  told_version: 1,
  failures: 5,
  synced_at: null,
}

const BEGIN = '2026-11-19T10:00:00Z'

describe('SchedulesTab', () => {
  let asked: ReturnType<typeof fakeServer>
  let theirs: Record<string, unknown>

  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }))
    theirs = {
      status: 'Accepted',
      scheduleStart: BEGIN,
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] },
    }
    asked = fakeServer({
      'GET /api/admin/charging-profiles': () => ({ body: { items: [profile], next_cursor: null } }),
      'GET /api/admin/chargers/c1/composite-schedule': ({ url }) => ({
        body: {
          connector_id: 1,
          begin: BEGIN,
          duration: 86_400,
          unit: url.searchParams.get('unit'),
          periods: [
            { start: 0, limit: url.searchParams.get('unit') === 'W' ? '11040' : '16.0', number_phases: 3 },
          ],
          charger: url.searchParams.get('ask') ? command('GetCompositeSchedule', theirs) : null,
        },
      }),
      'GET /api/admin/chargers/c1/commands': () => ({ body: { items: [], next_cursor: null } }),
      'GET /api/admin/reservations': () => ({ body: { items: [], next_cursor: null } }),
      'GET /api/admin/local-lists/c1': () => ({ body: list }),
      'POST /api/admin/local-lists/c1/sync': () => ({ body: list }),
      'POST /api/admin/chargers/c1/commands/ClearChargingProfile': () => ({
        body: command('ClearChargingProfile', { status: 'Accepted' }),
      }),
    })
  })

  const show = (role: 'operator' | 'viewer' = 'operator') =>
    renderPage(
      <ChargerContext value={charger}>
        <SchedulesTab />
      </ChargerContext>,
      { search: '?connector=1', role },
    )

  it('says in both units what limits the connector now', async () => {
    show()
    expect(await screen.findByText('Now: 16.0 A (11.0 kW on 3 phases at 230 V).')).toBeVisible()
    expect(screen.getByText('7.1 to 16.0 A')).toBeVisible()
  })

  it('names the unit as its limits are shown, and asks in that of OCPP', async () => {
    show()
    const units = await screen.findByRole('radiogroup', { name: 'Unit' })
    await userEvent.click(within(units).getByRole('radio', { name: 'kW' }))
    expect(await screen.findByText('Now: 11.0 kW (16.0 A on 3 phases at 230 V).')).toBeVisible()
  })

  it('says in words where the charger sees it otherwise', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'Ask the charger' }))
    expect(await screen.findByText('The charger says something else in one stretch.')).toBeVisible()
    expect(screen.getByText(/16.0 A by our profiles, 10.0 A by the charger/)).toBeVisible()
  })

  it('says so when the charger agrees', async () => {
    theirs = {
      ...theirs,
      chargingSchedule: {
        chargingRateUnit: 'W',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 11_000 }],
      },
    }
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'Ask the charger' }))
    expect(await screen.findByText('The charger says the same.')).toBeVisible()
  })

  it('clears a profile by its own number, once asked', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'Clear profile: Every session' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Clear profile' }))
    await waitFor(() =>
      expect(asked).toContainEqual({
        method: 'POST',
        path: '/api/admin/chargers/c1/commands/ClearChargingProfile',
        body: { id: 11 },
      }),
    )
  })

  it('tells what the charger refused of its local list, and sends it again', async () => {
    show()
    expect(await screen.findByText('The charger answered Failed.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Sync now' }))
    await waitFor(() =>
      expect(asked.some(({ path }) => path === '/api/admin/local-lists/c1/sync')).toBe(true),
    )
  })

  it('offers a viewer nothing that acts', async () => {
    show('viewer')
    await screen.findByText('7.1 to 16.0 A')
    for (const name of [/Clear/, 'Ask the charger', 'Sync now'])
      expect(screen.queryByRole('button', { name })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Install profile' })).toBeNull()
  })
})
