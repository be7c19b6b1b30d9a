import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { NotificationsPage } from '@/components/notifications/notifications-page'
import type { Notification, NotificationAttempt, NotificationRule } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const RULE: NotificationRule = {
  id: 'r1',
  name: 'Night shift',
  enabled: true,
  kind: 'charger_offline',
  critical_only: false,
  station_ids: [],
  charger_ids: [],
  after_seconds: 600,
  recipients: { emails: ['ines@example.com'], user_ids: [], webhook_ids: ['w1'] },
  tz: 'Europe/Berlin',
  quiet_time: { from: '22:00', to: '06:00', days: null, break_through: false },
  repeat_hours: null,
  resolved: true,
  created_by: 'ines@example.org',
  created_at: '2026-11-01T08:00:00Z',
  updated_at: '2026-11-01T08:00:00Z',
}
const TOLD: Notification = {
  id: 'n1',
  message_id: 'm1',
  rule_id: 'r1',
  rule_name: 'Night shift',
  kind: 'charger_offline',
  event: 'opened',
  charger_id: 'c1',
  matters: [],
  matter_count: 1,
  title: 'CP-0001 is offline',
  text: 'CP-0001 is offline since 12:00.',
  created_at: '2026-11-02T08:00:00Z',
  channel: 'email',
  recipient: 'ines@example.com',
  user_id: null,
  state: 'failed',
  error: 'No mail server is set (SMTP_HOST).',
  said: { text: 'No mail server is set (SMTP_HOST).', values: {} },
  attempts: 1,
  due_at: '2026-11-02T08:00:00Z',
  sent_at: null,
}
const IN_LOG: NotificationAttempt = {
  channel: 'email',
  recipient: 'ines@example.com',
  user_id: null,
  result: 'sent',
  via: 'server_log',
  detail: 'No mail server is set',
  said: null,
}
const EMPTY = () => ({ body: { items: [], next_cursor: null } })

let asked: ReturnType<typeof fakeServer>

beforeEach(() => {
  asked = fakeServer({
    'GET /api/admin/notification-rules': () => ({ body: { items: [RULE], next_cursor: null } }),
    'GET /api/admin/notifications': () => ({ body: { items: [TOLD], next_cursor: null } }),
    'GET /api/admin/stations': EMPTY,
    'GET /api/admin/chargers': EMPTY,
    'GET /api/admin/webhooks': EMPTY,
    'POST /api/admin/notification-rules': () => ({ status: 201, body: RULE }),
    'PUT /api/admin/notification-rules/r1': () => ({ body: RULE }),
    'POST /api/admin/notification-rules/r1/test': () => ({ body: { items: [IN_LOG] } }),
  })
})

describe('NotificationsPage', () => {
  it('says who is told of what, where and when', async () => {
    renderPage(<NotificationsPage />)
    expect(await screen.findByRole('heading', { name: '1 rule tells people' })).toBeVisible()
    expect(screen.getAllByText('ines@example.com, 1 webhook')[0]).toBeVisible()
    expect(screen.getByText('After 10 min, quiet 22:00 to 06:00')).toBeVisible()
  })

  it('says honestly that a letter went no further than the log of the server', async () => {
    renderPage(<NotificationsPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for Night shift' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Send test' }))
    const dialog = await screen.findByRole('dialog')
    expect(asked.some(({ path }) => path.endsWith('/test'))).toBe(false)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Send test' }))
    expect(await within(dialog).findByText('In the server’s log only')).toBeVisible()
  })

  it('adds a rule', async () => {
    renderPage(<NotificationsPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('Name'), 'Night shift')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add rule' }))
    expect(await within(dialog).findByText('Name somebody who is told.')).toBeVisible()
    await userEvent.type(within(dialog).getByLabelText('E-mail addresses'), 'ines@example.com')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add rule' }))
    await vi.waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
        name: 'Night shift',
        kind: 'charger_offline',
        recipients: { emails: ['ines@example.com'] },
      }),
    )
  })

  it('shows why something was not sent', async () => {
    renderPage(<NotificationsPage />, { search: '?notification=n1' })
    const sheet = await screen.findByRole('complementary')
    expect(within(sheet).getByText('No mail server is set (SMTP_HOST).')).toBeVisible()
    expect(within(sheet).getByRole('link', { name: 'Go to the charger' })).toHaveAttribute(
      'href',
      '/chargers/c1',
    )
  })

  it('lets viewers look only', async () => {
    renderPage(<NotificationsPage />, { role: 'viewer' })
    expect(await screen.findByText('Night shift')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull()
    expect(screen.queryByRole('switch')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Actions for Night shift' })).toBeNull()
  })

  it('switches a rule off', async () => {
    renderPage(<NotificationsPage />)
    await userEvent.click(await screen.findByRole('switch', { name: 'Night shift is on' }))
    await vi.waitFor(() =>
      expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ enabled: false }),
    )
  })
})
