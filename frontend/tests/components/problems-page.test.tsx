import { act, fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ProblemsPage } from '@/components/problems/problems-page'

import { fakeServer } from '../fake-server'
import { attention } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ usePathname: () => '/problems', useRouter: () => ({ push: vi.fn() }) }))

describe('ProblemsPage', () => {
  let gone: Set<string>
  let asked: ReturnType<typeof fakeServer>
  const deeds = () =>
    asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

  beforeEach(() => {
    gone = new Set()
    const put = (id: string) => () => {
      gone.add(id)
      return { status: 204 }
    }
    asked = fakeServer({
      'GET /api/admin/attention': () => ({
        body: { items: attention.filter(({ id }) => !gone.has(id)), recovered_today: 2 },
      }),
      ...Object.fromEntries(
        attention.flatMap(({ id }) => [
          [`POST /api/admin/attention/${id}/dismiss`, put(id)],
          [`POST /api/admin/attention/${id}/snooze`, put(id)],
          [
            `DELETE /api/admin/attention/${id}/dismissal`,
            () => {
              gone.delete(id)
              return { status: 204 }
            },
          ],
        ]),
      ),
    })
  })

  const rows = () => within(screen.getByRole('list', { name: 'Problems' })).getAllByRole('listitem')

  it('lists what needs somebody, each leading to where it happened', async () => {
    renderPage(<ProblemsPage />)
    expect(await screen.findByRole('heading', { level: 1, name: '4 things need you' })).toBeVisible()
    expect(rows()).toHaveLength(4)
    const [suspect] = attention.filter(({ kind }) => kind === 'suspect')
    expect(screen.getByRole('link', { name: suspect?.title ?? '' })).toHaveAttribute(
      'href',
      `/transactions/${suspect?.transaction_id ?? ''}`,
    )
  })

  it('shows one kind, as the address says', async () => {
    renderPage(<ProblemsPage />, { search: '?kind=offline' })
    await screen.findByRole('heading', { level: 1, name: '4 things need you' })
    expect(rows()).toHaveLength(1)
    expect(within(rows()[0] ?? document.body).getByText('Offline')).toBeVisible()
  })

  it('is emptied from the keyboard, and filled again', async () => {
    renderPage(<ProblemsPage />)
    await screen.findByRole('heading', { level: 1, name: '4 things need you' })
    await userEvent.keyboard('j')
    expect(document.activeElement).toHaveTextContent(attention[0]?.title ?? '')
    await userEvent.keyboard('e')
    await screen.findByRole('heading', { level: 1, name: '3 things need you' })
    // The row that took its place has the focus: the next key goes on.
    await vi.waitFor(() => expect(document.activeElement).toHaveTextContent(attention[1]?.title ?? ''))
    await userEvent.keyboard('s')
    await screen.findByRole('heading', { level: 1, name: '2 things need you' })
    await userEvent.keyboard('z')
    await screen.findByRole('heading', { level: 1, name: '3 things need you' })
    const ids = attention.map(({ id }) => id)
    expect(deeds()).toEqual([
      `POST /api/admin/attention/${ids[0] ?? ''}/dismiss`,
      `POST /api/admin/attention/${ids[1] ?? ''}/snooze`,
      `DELETE /api/admin/attention/${ids[1] ?? ''}/dismissal`,
    ])
  })

  it('takes a key that comes while a row is leaving for the next row', async () => {
    renderPage(<ProblemsPage />)
    await screen.findByRole('heading', { level: 1, name: '4 things need you' })
    await userEvent.keyboard('j')
    act(() => {
      for (let times = 0; times < 4; times += 1) fireEvent.keyDown(window, { key: 'e' })
    })
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing needs you' })).toBeVisible()
    expect(new Set(deeds()).size).toBe(4)
  })

  it('dismisses several at once until nothing needs anybody', async () => {
    renderPage(<ProblemsPage />)
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all' }))
    expect(screen.getByText('4 selected')).toBeVisible()
    const [bulk] = screen.getAllByRole('button', { name: 'Dismiss' })
    await userEvent.click(bulk ?? document.body)
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing needs you' })).toBeVisible()
    expect(deeds()).toHaveLength(4)
  })

  describe('what the other kinds offer', () => {
    const item = (kind: string, title: string) => ({
      ...attention[0],
      id: `${kind}-1`,
      kind,
      title,
      said: { title: { text: title, values: {} }, detail: [] },
      charger_id: 'ch-CP-0008',
      charge_point_id: 'CP-0008',
      transaction_id: null,
      suggestion: null,
    })
    const show = (...items: ReturnType<typeof item>[]) =>
      fakeServer({
        'GET /api/admin/attention': () => ({ body: { items, recovered_today: 0 } }),
        'POST /api/admin/attention/security-1/dismiss': () => ({ status: 204 }),
        'POST /api/admin/chargers/ch-CP-0008/configuration/repair': () => ({
          body: { items: [{ key: 'HeartbeatInterval', value: '300', result: 'accepted' }] },
        }),
      })

    it('acknowledges a security event', async () => {
      const asked = show(item('security', 'CP-0008: TamperDetectionActivated'))
      renderPage(<ProblemsPage />)
      const link = await screen.findByRole('link', { name: 'Security of the charger' })
      expect(link).toHaveAttribute('href', '/chargers/ch-CP-0008/security')
      await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }))
      const paths = () => asked.map(({ path }) => path)
      await vi.waitFor(() => expect(paths()).toContain('/api/admin/attention/security-1/dismiss'))
    })

    it('settles a doubtful record as it is', async () => {
      let items = [{ ...item('suspect', 'Transaction 7: the stop is missing'), transaction_id: 'tx-7' }]
      const asked = fakeServer({
        'GET /api/admin/attention': () => ({ body: { items, recovered_today: 0 } }),
        'POST /api/admin/transactions/tx-7/settle': () => {
          items = []
          return { body: {} }
        },
      })
      renderPage(<ProblemsPage />)
      const link = await screen.findByRole('link', { name: 'Review evidence' })
      expect(link).toHaveAttribute('href', '/transactions/tx-7')
      await userEvent.click(screen.getByRole('button', { name: 'Accept as is' }))
      expect(await screen.findByRole('heading', { level: 1, name: 'Nothing needs you' })).toBeVisible()
      const posted = asked.filter(({ method }) => method === 'POST')
      expect(posted.map(({ path, body }) => [path, body])).toEqual([
        ['/api/admin/transactions/tx-7/settle', {}],
      ])
    })

    it('has no record to accept of a stop that never started', async () => {
      show(item('suspect', 'Stop of transaction 7, which never started'))
      renderPage(<ProblemsPage />)
      const link = await screen.findByRole('link', { name: 'Look at its messages' })
      expect(link).toHaveAttribute('href', '/chargers/ch-CP-0008/messages')
      expect(screen.queryByRole('button', { name: 'Accept as is' })).toBeNull()
      expect(screen.getAllByRole('button', { name: 'Dismiss' })).not.toHaveLength(0)
    })

    it('repairs a charger that drifts', async () => {
      const asked = show(item('drift', 'CP-0008 is not configured as desired'))
      renderPage(<ProblemsPage />)
      await userEvent.click(await screen.findByRole('button', { name: 'Repair' }))
      const posted = () => asked.find(({ method }) => method === 'POST')
      await vi.waitFor(() =>
        expect(posted()?.path).toBe('/api/admin/chargers/ch-CP-0008/configuration/repair'),
      )
      expect(posted()?.body).toEqual({ again: false })
    })

    it.each([
      ['firmware', '/chargers/ch-CP-0008/logs'],
      ['certificate', '/chargers/ch-CP-0008/security'],
      ['local_list', '/local-lists?list=ch-CP-0008'],
      ['reservation', '/reservations?charger=ch-CP-0008'],
      ['unknown_tag', '/id-tags?status=unknown'],
    ])('leads from %s to where it is seen to', async (kind, href) => {
      show(item(kind, 'The matter'))
      renderPage(<ProblemsPage />, { role: 'viewer' })
      expect(await screen.findByRole('link', { name: 'The matter' })).toHaveAttribute('href', href)
      expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull()
    })
  })

  it('offers nothing to change to who may only look', async () => {
    renderPage(<ProblemsPage />, { role: 'viewer' })
    await screen.findByRole('heading', { level: 1, name: '4 things need you' })
    expect(screen.queryByRole('checkbox')).toBeNull()
    await userEvent.keyboard('je')
    expect(deeds()).toEqual([])
  })
})
