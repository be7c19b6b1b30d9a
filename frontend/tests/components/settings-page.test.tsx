import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { withTls } from '@/components/settings/addresses'
import { SETTING_GROUPS, settingText } from '@/components/settings/setting-words'
import { SettingsPage } from '@/components/settings/settings-page'
import type { Setting } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))
vi.mock('@/contexts/config-context', () => ({
  useConfig: () => ({ auth_url: '/auth/v1', public_url: null, ocpp_url: 'ws://charging.example:8000/ocpp/' }),
}))

const setting = (name: string, rest: Partial<Setting>): Setting => ({
  name,
  value: null,
  given: false,
  secret: false,
  ...rest,
})
const ITEMS = [
  setting('SMTP_HOST', {}),
  setting('SMTP_PASSWORD', { secret: true, given: true }),
  setting('SIGNUP', { value: 'invitation', given: true }),
  setting('OCPP_TLS_PORT', { value: 8443, given: true }),
  setting('NOTIFY_GRACE', { value: 300 }),
]

describe('SettingsPage', () => {
  beforeEach(() => {
    fakeServer({ 'GET /api/admin/settings': () => ({ body: { version: '1.2.3', items: ITEMS } }) })
  })

  it('says what holds, by which variable, and of secrets only that they are set', async () => {
    renderPage(<SettingsPage />)
    expect(await screen.findByRole('heading', { name: 'CSMS 1.2.3' })).toBeVisible()
    const row = (name: string) => {
      const found = screen.getByText(name).closest('div')
      if (!found) throw new Error(name)
      return within(found)
    }
    expect(row('SMTP_HOST').getByText('None: nobody gets letters')).toBeVisible()
    expect(row('SMTP_PASSWORD').getByText('Set')).toBeVisible()
    expect(row('SIGNUP').getByText('Who was invited')).toBeVisible()
    expect(row('NOTIFY_GRACE').getByText('5 min')).toBeVisible()
    expect(row('NOTIFY_GRACE').getByText('default')).toBeVisible()
  })

  it('has the addresses to copy, also the one with TLS', async () => {
    renderPage(<SettingsPage />)
    expect(await screen.findByLabelText('For chargers with TLS')).toHaveValue(
      'wss://charging.example:8443/ocpp/',
    )
    expect(screen.getByLabelText('For chargers, with their identity behind it')).toHaveValue(
      'ws://charging.example:8000/ocpp/',
    )
  })

  it('is for administrators', async () => {
    renderPage(<SettingsPage />, { role: 'operator' })
    expect(await screen.findByText('This page is for administrators')).toBeVisible()
  })
})

it.each([
  ['ws://[::1]:8000/ocpp/', 'wss://[::1]:8443/ocpp/'],
  ['wss://charging.example/ocpp/', 'wss://charging.example:8443/ocpp/'],
])('%s with TLS is %s', (address, expected) => expect(withTls(address, 8443)).toBe(expected))

it('names no setting twice', () => {
  const names = SETTING_GROUPS.flatMap(({ settings }) => settings.map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
})

it('reads none where 0 is none', () => {
  const words = { name: 'OCPP_TLS_PORT', label: 'Port', unit: 'port' as const }
  expect(settingText(words, setting('OCPP_TLS_PORT', { value: 0 }))).toBe('None')
})
