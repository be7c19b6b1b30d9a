import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'

import { ChargerContext } from '@/components/chargers/detail/charger-context'
import { CommandsTab } from '@/components/chargers/detail/commands-tab'

import { fakeServer } from '../fake-server'
import { aCharger } from '../fixtures/firmware'
import { renderPage } from '../render'

it('keeps its button, and the focus on it, when the commands come', async () => {
  fakeServer({ 'GET /api/admin/chargers/a/commands': () => ({ body: { items: [], next_cursor: null } }) })
  renderPage(
    <ChargerContext value={aCharger({ id: 'a' })}>
      <CommandsTab />
    </ChargerContext>,
    { role: 'admin' },
  )
  const send = await screen.findByRole('button', { name: 'Send command' })
  send.focus()
  expect(await screen.findByText('Nothing has been sent yet')).toBeVisible()
  expect(send).toHaveFocus()
})
