import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { ConformanceCard } from '@/components/chargers/detail/conformance-card'
import type { Conformance } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { aCharger } from '../fixtures/firmware'
import { renderPage } from '../render'

const RULE = {
  id: 'v1',
  action: 'StatusNotification',
  rule: 'enum',
  path: 'status',
  message: 'no such status',
  count: 1204,
  first_at: '2026-11-11T05:12:00Z',
  last_at: '2026-11-19T11:00:00Z',
}

function show(changes: Partial<Conformance>) {
  const body: Conformance = {
    score: 100,
    messages: 3000,
    broken: 0,
    from: '2026-11-12T11:27:00Z',
    to: '2026-11-19T11:27:00Z',
    since: null,
    items: [],
    ...changes,
  }
  fakeServer({ 'GET /api/admin/chargers/c1/conformance': () => ({ body }) })
  renderPage(<ConformanceCard charger={aCharger({ id: 'c1' })} />)
}

describe('ConformanceCard', () => {
  it('says the score, what lowers it, since when, and leads to the messages', async () => {
    show({ score: 96.4, broken: 108, since: RULE.first_at, items: [RULE] })
    expect(await screen.findByText('96.4 %')).toBeVisible()
    expect(screen.getByText('108 of 3,000 messages of the last 7 days break a rule.')).toBeVisible()
    const rule = screen.getByRole('link', { name: 'A word that the specification does not list' })
    expect(rule).toHaveAttribute('href', '/chargers/c1/messages?rules=broken&action=StatusNotification')
    expect(screen.getByRole('listitem')).toHaveTextContent(/since 11 Nov.*1,204 ×/)
  })

  it('says that a charger keeps to the rules', async () => {
    show({})
    expect(await screen.findByText('All 3,000 messages of the last 7 days keep to the rules.')).toBeVisible()
    expect(screen.queryByRole('link')).toBeNull()
  })

  it('does not judge one that has said nothing', async () => {
    show({ score: null, messages: 0 })
    expect(await screen.findByText('No messages')).toBeVisible()
  })
})
