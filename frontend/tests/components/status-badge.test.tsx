import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'

import { STATUSES, StatusBadge, type Status } from '@/components/status-badge'

it.each(Object.keys(STATUSES) as Status[])('%s is an icon and a word, never colour alone', (status) => {
  render(<StatusBadge status={status} />)
  const badge = screen.getByText(STATUSES[status].label)
  expect(badge.querySelector('svg')).toHaveAttribute('aria-hidden', 'true')
})

it('may say more than its word', () => {
  render(<StatusBadge status="rule-broken" label="1 rule broken" />)
  expect(screen.getByText('1 rule broken')).toBeVisible()
})
