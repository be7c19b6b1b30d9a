import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Toaster } from '@/components/ui/sonner'
import { WebhookPage } from '@/components/webhooks/webhook-page'
import { WebhooksPage } from '@/components/webhooks/webhooks-page'
import type { Webhook, WebhookDeliveryDetail } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { renderPage } from '../render'

const push = vi.fn()
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }), usePathname: () => '/webhooks/w1' }))

const HOOK: Webhook = {
  id: 'w1',
  url: 'https://billing.example/hook',
  events: ['transaction.*'],
  description: 'billing',
  enabled: true,
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  last_delivered_at: null,
  previous_secret_until: null,
  created_by: 'ines@example.org',
  created_at: '2026-11-01T08:00:00Z',
  updated_at: '2026-11-01T08:00:00Z',
}
const BROKEN: Webhook = {
  ...HOOK,
  id: 'w2',
  url: 'https://old.example/hook',
  enabled: false,
  disabled_reason: 'failing',
}
const DELIVERY: WebhookDeliveryDetail = {
  id: 'd1',
  webhook: 'w1',
  webhook_id: 'evt_1',
  event: 'transaction.started',
  sequence: 7,
  at: '2026-11-01T08:00:00Z',
  state: 'failed',
  attempts: 13,
  next_attempt_at: null,
  last_attempt_at: '2026-11-04T08:00:00Z',
  ended_at: '2026-11-04T08:00:00Z',
  status_code: 503,
  error: 'HTTP 503',
  said: null,
  duration_ms: 12,
  response: 'down for maintenance',
  created_at: '2026-11-01T08:00:00Z',
  body: '{"type":"transaction.started"}',
}

let asked: ReturnType<typeof fakeServer>

beforeEach(() => {
  push.mockClear()
  asked = fakeServer({
    'GET /api/admin/webhooks': () => ({ body: { items: [HOOK, BROKEN], next_cursor: null } }),
    'GET /api/admin/webhooks/w1': () => ({ body: HOOK }),
    'POST /api/admin/webhooks': () => ({ status: 201, body: { ...HOOK, secret: 'whsec_shown-once' } }),
    'PUT /api/admin/webhooks/w1': () => ({ body: { ...HOOK, enabled: false } }),
    'DELETE /api/admin/webhooks/w1': () => ({ status: 204 }),
    'POST /api/admin/webhooks/w1/test': () => ({
      body: { delivered: false, status_code: 500, error: 'HTTP 500', duration_ms: 8, response: 'oh no' },
    }),
    'POST /api/admin/webhooks/w1/replay': () => ({ body: { queued: 3, next_after: null } }),
    'GET /api/admin/webhooks/w1/deliveries': () => ({ body: { items: [DELIVERY], next_cursor: null } }),
    'GET /api/admin/webhooks/deliveries/d1': () => ({ body: DELIVERY }),
    'POST /api/admin/webhooks/deliveries/d1/redeliver': () => ({ status: 202, body: DELIVERY }),
  })
})

describe('WebhooksPage', () => {
  it('counts them and says which are in trouble', async () => {
    renderPage(<WebhooksPage />)
    expect(await screen.findByRole('heading', { name: '2 webhooks, 1 failing' })).toBeVisible()
    expect(screen.getByText('Switched off')).toBeVisible()
    expect(screen.getByRole('link', { name: HOOK.url })).toHaveAttribute('href', '/webhooks/w1')
  })

  it('adds one for chosen events and shows its secret once', async () => {
    renderPage(<WebhooksPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('Address'), 'https://billing.example/hook')
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Chosen events' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add webhook' }))
    expect(await within(dialog).findByText('Choose at least one event.')).toBeVisible()
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Transactions' }))
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'charger.connected' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add webhook' }))
    expect(await within(dialog).findByLabelText('Secret')).toHaveValue('whsec_shown-once')
    expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
      url: 'https://billing.example/hook',
      description: '',
      events: ['transaction.*', 'charger.connected'],
    })
  })

  it('refuses what is no address before it is sent', async () => {
    renderPage(<WebhooksPage />, { search: '?edit=new' })
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByLabelText('Address'), 'billing.example')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add webhook' }))
    expect(await within(dialog).findByText('An address such as https://receiver.example/hook.')).toBeVisible()
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  })

  it('is for administrators', async () => {
    renderPage(<WebhooksPage />, { role: 'operator' })
    expect(await screen.findByText('This page is for administrators')).toBeVisible()
    expect(asked).toEqual([])
  })
})

describe('WebhookPage', () => {
  it('shows how a delivery was answered and sends it again', async () => {
    renderPage(<WebhookPage />, { search: '?delivery=d1' })
    const sheet = await screen.findByRole('complementary')
    expect(await within(sheet).findByText('Given up')).toBeVisible()
    expect(within(sheet).getByText('HTTP 503 in 12 ms')).toBeVisible()
    expect(within(sheet).getByText('down for maintenance')).toBeVisible()
    await userEvent.click(within(sheet).getByRole('button', { name: 'Send again' }))
    await vi.waitFor(() => expect(asked.some(({ path }) => path.endsWith('/redeliver'))).toBe(true))
  })

  it('tells how the receiver answered a test', async () => {
    renderPage(<WebhookPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Send test' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText('Not delivered')).toBeVisible()
    expect(within(dialog).getByText('HTTP 500 in 8 ms')).toBeVisible()
    expect(within(dialog).getByText('oh no')).toBeVisible()
  })

  it('pauses, replays and deletes after asking, and says so', async () => {
    renderPage(
      <>
        <WebhookPage />
        <Toaster />
      </>,
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }))
    expect(await screen.findByText('The webhook is paused')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Replay events' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Send them again' }))
    expect(await screen.findByText('3 events are sent again')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'More actions' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete webhook' }))
    const question = await screen.findByRole('alertdialog')
    await userEvent.click(within(question).getByRole('button', { name: 'Delete webhook' }))
    expect(await screen.findByText(`${HOOK.url} is deleted`)).toBeVisible()
    expect(push).toHaveBeenCalledWith('/webhooks')
  })
})
