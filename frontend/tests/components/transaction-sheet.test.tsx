import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { TransactionSheet } from '@/components/transactions/transaction-sheet'
import type { TransactionDetail } from '@/lib/types'
import { fakeServer } from '@/tests/fake-server'
import { renderPage } from '@/tests/render'

const ENDED: TransactionDetail = {
  id: 'tx-18342',
  transaction_id: 18342,
  charger_id: 'ch-CP-0019',
  charge_point_id: 'CP-0019',
  connector_id: 1,
  station_id: null,
  station_name: 'Rathausgarage',
  id_tag: '04C7E1A20B55',
  parent_id_tag: null,
  meter_start: 18_204_310,
  meter_stop: 18_239_230,
  energy_wh: 34_920,
  power_w: null,
  max_power_w: 22_000,
  soc_percent: null,
  started_at: '2026-11-19T06:48:10Z',
  stopped_at: '2026-11-19T09:37:12Z',
  stop_reason: 'Local',
  state: 'suspect',
  flags: [{ code: 'meter_backwards', detail: '' }],
  evidence: [
    {
      kind: 'started',
      at: '2026-11-19T06:48:10Z',
      register_wh: 18_204_310,
      count: null,
      detail: 'Tag 04C7E1A20B55: Accepted',
      said: { text: 'Tag {tag}: {verdict}', values: { tag: '04C7E1A20B55', verdict: 'Accepted' } },
      message: { id: '4711', message_id: 'b7f3' },
    },
    {
      kind: 'last_sample',
      at: '2026-11-19T09:36:40Z',
      register_wh: 18_239_640,
      count: null,
      detail: '',
      said: { text: '', values: {} },
      message: null,
    },
    {
      kind: 'stopped',
      at: '2026-11-19T09:37:12Z',
      register_wh: 18_239_230,
      count: null,
      detail: 'Reason Local',
      said: { text: 'Reason {reason}', values: { reason: 'Local' } },
      message: null,
    },
  ],
}
const RUNNING: TransactionDetail = {
  ...ENDED,
  state: 'active',
  flags: [],
  stopped_at: null,
  stop_reason: null,
  meter_stop: null,
}

function open(transaction: TransactionDetail, outcome?: 'stopped_by_charger' | 'closed_record') {
  fakeServer({
    [`GET /api/admin/transactions/${transaction.id}`]: () => ({ body: transaction }),
    [`GET /api/admin/transactions/${transaction.id}/curve`]: () => ({ body: { points: [] } }),
    [`POST /api/admin/transactions/${transaction.id}/force-stop`]: () => ({
      body: { outcome, transaction, command: null },
    }),
  })
  renderPage(<TransactionSheet id={transaction.id} onNewer={null} onOlder={vi.fn()} onClose={vi.fn()} />)
}

it('says why a transaction is suspect, with the evidence', async () => {
  open(ENDED)
  expect(await screen.findByText('The meter ran backwards at the stop')).toBeVisible()
  expect(screen.getByText('34.9 kWh')).toBeVisible()
  expect(screen.getByText('Driver, at charger')).toBeVisible()
  const evidence = screen.getByRole('region', { name: 'Evidence' })
  expect(within(evidence).getByText('18,239,230 Wh')).toBeVisible()
  expect(within(evidence).getByText('34.92 kWh since start')).toBeVisible()
  const frame = within(evidence).getByRole('link', { name: 'StartTransaction' })
  expect(frame).toHaveAttribute('href', `/chargers/${ENDED.charger_id}/messages?q=b7f3&message=4711`)
  expect(within(evidence).queryByRole('link', { name: 'StopTransaction' })).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Stop charging' })).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Newer transaction' })).toBeDisabled()
})

it.each([
  ['stopped_by_charger', 'CP-0019 stops it. The end appears here when it reports it.'],
  ['closed_record', /Only our record is closed/],
] as const)('asks once, then says which it was: %s', async (outcome, words) => {
  open(RUNNING, outcome)
  await userEvent.click(await screen.findByRole('button', { name: 'Stop charging' }))
  const question = await screen.findByRole('alertdialog')
  await userEvent.click(within(question).getByRole('button', { name: 'Stop charging' }))
  expect(await screen.findByText(words)).toBeVisible()
})

it('settles what is doubtful by what the reader decides, named by its result', async () => {
  const settled: TransactionDetail = { ...ENDED, state: 'completed', energy_wh: 35_330 }
  let now = ENDED
  const calls = fakeServer({
    [`GET /api/admin/transactions/${ENDED.id}`]: () => ({ body: now }),
    [`GET /api/admin/transactions/${ENDED.id}/curve`]: () => ({ body: { points: [] } }),
    [`POST /api/admin/transactions/${ENDED.id}/settle`]: () => {
      now = settled
      return { body: settled }
    },
  })
  renderPage(<TransactionSheet id={ENDED.id} onNewer={null} onOlder={null} onClose={vi.fn()} />)
  expect(await screen.findByRole('button', { name: 'Accept 34.92 kWh' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Use last sample, 35.33 kWh' }))
  expect(await screen.findByText('35.3 kWh')).toBeVisible()
  expect(screen.queryByRole('button', { name: /Accept/ })).not.toBeInTheDocument()
  expect(calls.find(({ path }) => path.endsWith('/settle'))?.body).toEqual({ meter_stop: 18_239_640 })
})
