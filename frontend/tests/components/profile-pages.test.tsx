import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { InstallPage } from '@/components/profiles/install-page'
import { ProfilesPage } from '@/components/profiles/profiles-page'
import type { Charger } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const [first, second] = ['c1', 'c2'].map((id, index) => ({
  ...(chargers[index] as Charger),
  id,
  charge_point_id: `CP-000${index + 1}`,
  online: true,
}))

const profile = (id: string, charger: string, purpose: string) => ({
  id,
  charger_id: charger,
  charge_point_id: charger === 'c1' ? 'CP-0001' : 'CP-0002',
  connector_id: 1,
  charging_profile_id: 11,
  transaction_id: null,
  stack_level: 0,
  purpose,
  kind: 'Relative',
  recurrence: null,
  valid_from: null,
  valid_to: null,
  schedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
  uncertain: false,
  installed_at: '2026-11-19T10:00:00Z',
})

const PROFILES = [profile('p1', 'c1', 'TxDefaultProfile'), profile('p2', 'c2', 'ChargePointMaxProfile')]

/** As the server does: by what stands in the question. */
const selected = ({ searchParams: query }: URL) =>
  PROFILES.filter(
    ({ id, purpose, charge_point_id }) =>
      (query.get('purpose') ?? purpose) === purpose &&
      (query.get('id') ?? id) === id &&
      charge_point_id.includes(query.get('search') ?? ''),
  )

const sent = (status: string) => ({
  profile: null,
  command: { id: 'k', state: 'answered', response: { status }, error: null },
  said:
    status === 'Accepted'
      ? [{ text: 'Without a duration the profiles of lower levels never apply.', values: {} }]
      : [],
})

describe('charging profiles', () => {
  let asked: ReturnType<typeof fakeServer>
  const questions: string[] = []

  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }))
    asked = fakeServer({
      ...fakeFleet([first, second] as Charger[]),
      'GET /api/admin/stations': () => ({ body: { items: [], next_cursor: null } }),
      'GET /api/admin/charging-profiles': ({ url }) => {
        questions.push(url.search)
        return { body: { items: selected(url), next_cursor: null } }
      },
      'GET /api/admin/charging-profiles/summary': ({ url }) => {
        const { length } = selected(url)
        return { body: { total: length, chargers: length } }
      },
      'GET /api/admin/chargers/c1/configuration': () => ({
        body: {
          items: [
            { key: 'ChargeProfileMaxStackLevel', value: '3' },
            { key: 'ChargingScheduleMaxPeriods', value: '2' },
            { key: 'SupportedFeatureProfiles', value: 'Core,SmartCharging' },
          ],
        },
      }),
      'GET /api/admin/chargers/c2/configuration': () => ({
        body: { items: [{ key: 'SupportedFeatureProfiles', value: 'Core' }] },
      }),
      'GET /api/admin/chargers/c1/commands': () => ({ body: { items: [], next_cursor: null } }),
      'POST /api/admin/charging-profiles': ({ body }) =>
        (body as { charger_id: string }).charger_id === 'c1'
          ? { status: 201, body: sent('Accepted') }
          : { status: 409, body: { detail: 'The charger does not support smart charging.' } },
    })
  })

  it('counts them, filters them from the address, and opens one beside the table', async () => {
    renderPage(<ProfilesPage />, { search: '?purpose=TxDefaultProfile' })
    expect(await screen.findByText('2 charging profiles on 2 chargers')).toBeVisible()
    expect(screen.queryByText('CP-0002')).toBeNull()
    await userEvent.click(await screen.findByRole('button', { name: /CP-0001/ }))
    const sheet = await screen.findByRole('complementary', { name: 'Profile' })
    expect(within(sheet).getByText('TxDefaultProfile, Relative, 11')).toBeVisible()
  })

  it('are searched and sorted by the server, narrowed to a state and a station', async () => {
    renderPage(<ProfilesPage />, { search: '?state=holds&station=s1' })
    await screen.findByText('CP-0002')
    const user = userEvent.setup()
    await user.type(screen.getByRole('searchbox'), '0001')
    await waitFor(() => expect(screen.queryByText('CP-0002')).toBeNull())
    await user.click(screen.getByRole('button', { name: /Stack level/ }))
    await waitFor(() =>
      expect(questions.at(-1)).toMatch(/station_id=s1&state=holds&search=0001&sort=-?stack_level&/),
    )
    expect(screen.getByText('2 charging profiles on 2 chargers')).toBeVisible()
  })

  it('opens one that is on no page yet', async () => {
    renderPage(<ProfilesPage />, { search: '?purpose=TxDefaultProfile&profile=p2' })
    const sheet = await screen.findByRole('complementary', { name: 'Profile' })
    expect(within(sheet).getByText('ChargePointMaxProfile, Relative, 11')).toBeVisible()
    expect(questions).toContain('?id=p2')
  })

  it('says the rules of the chosen chargers, and what stands in the way', async () => {
    renderPage(<InstallPage />, { search: '?chargers=c1,c2' })
    expect(await screen.findByText(/At most 3 \(ChargeProfileMaxStackLevel\)/)).toBeVisible()
    expect(screen.getByText('At most 2 periods (ChargingScheduleMaxPeriods).')).toBeVisible()
    expect(screen.getByText(/does not support smart charging/)).toBeVisible()
  })

  it('refuses what the charger would, beside the field', async () => {
    renderPage(<InstallPage />, { search: '?chargers=c1' })
    await screen.findByText(/At most 3 \(ChargeProfileMaxStackLevel\)/)
    const level = screen.getByLabelText('Stack level')
    await userEvent.clear(level)
    await userEvent.type(level, '4')
    await userEvent.click(screen.getByRole('button', { name: 'Add period' }))
    await userEvent.clear(screen.getByLabelText('Start of period 2'))
    await userEvent.type(screen.getByLabelText('Start of period 2'), '00:00')
    await userEvent.click(screen.getByRole('button', { name: 'Install on 1 charger' }))
    expect(await screen.findByText('The chargers take levels up to 3.')).toBeVisible()
    expect(screen.getByText('Later than the one before.')).toBeVisible()
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  })

  it('installs a preset on each, and tells what each said', async () => {
    renderPage(<InstallPage />, { search: '?chargers=c1,c2&connector=1' })
    await userEvent.click(await screen.findByRole('button', { name: 'Night only, 22:00 to 06:00' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Install on 2 chargers' }))
    expect(await screen.findByText('1 done, 1 failed')).toBeVisible()
    expect(screen.getByText(/Accepted by the charger Without a duration/)).toBeVisible()
    expect(screen.getByText('The charger does not support smart charging.')).toBeVisible()
    const post = asked.find(({ method }) => method === 'POST')
    await waitFor(() =>
      expect(post?.body).toMatchObject({
        connector_id: 1,
        profile: {
          chargingProfileKind: 'Recurring',
          chargingSchedule: {
            duration: 86_400,
            chargingSchedulePeriod: [
              { startPeriod: 0, limit: 16 },
              { startPeriod: 28_800, limit: 0 },
            ],
          },
        },
      }),
    )
  })

  it('is for operators', async () => {
    renderPage(<InstallPage />, { role: 'viewer' })
    expect(await screen.findByText(/for operators/)).toBeVisible()
  })
})
