import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { MessageDetail } from '@/components/messages/message-detail'
import { toExchanges } from '@/lib/ocpp/exchanges'
import type { Charger, Message } from '@/lib/types'
import { fakeServer } from '@/tests/fake-server'
import { chargers } from '@/tests/fixtures/data.mjs'
import { renderPage } from '@/tests/render'

const charger = chargers.find(({ charge_point_id }) => charge_point_id === 'CP-0038') as unknown as Charger
const RAW =
  '[2,"b7f31c42","StatusNotification",{"connectorId":2,"status":"Preparing","errorCode":"NoError","info":"0123456789"}]'

const call: Message = {
  id: '2',
  at: '2026-11-19T11:26:51.402Z',
  direction: 'in',
  type: 'CALL',
  message_id: 'b7f31c42',
  action: 'StatusNotification',
  payload: { connectorId: 2, status: 'Preparing', errorCode: 'NoError', info: '0123456789' },
  raw: RAW,
  violations: [
    {
      rule: 'maxLength',
      path: 'info',
      message: '10 characters where 5 are allowed (OCPP 1.6, 6.47)',
      said: null,
    },
  ],
  disposition: null,
  elapsed_ms: null,
}
const answer: Message = {
  ...call,
  id: '3',
  direction: 'out',
  type: 'CALLRESULT',
  raw: '[3,"b7f31c42",{}]',
  payload: {},
  violations: [],
  elapsed_ms: 2,
}

function open(messages: Message[]) {
  fakeServer({})
  const [exchange] = toExchanges(messages, false)
  if (!exchange) throw new Error('no exchange')
  return renderPage(<MessageDetail charger={charger} exchange={exchange} onAction={vi.fn()} />)
}

it('explains each line, marks the broken one and says what was done about it', () => {
  open([answer, call])
  expect(screen.getByText('A cable is plugged in or a tag presented, nothing flows yet')).toBeVisible()
  expect(screen.getByText('10 characters where 5 are allowed.')).toBeVisible()
  const line = screen.getByText('10 characters where 5 are allowed.').closest('li')
  expect(line).toHaveTextContent('Kept whole and answered, because CP-0038 is set to tolerant.')
  expect(line).toHaveTextContent('OCPP 1.6, 6.47')
  expect(screen.getByText('56789')).toHaveClass('border-b-2')
  expect(screen.getByText('[3,"b7f31c42",{}]')).toBeVisible()
  expect(screen.getByText('2 ms')).toBeVisible()
})

it('shows the frame untouched', async () => {
  open([answer, call])
  await userEvent.click(screen.getByRole('tab', { name: 'Raw' }))
  expect(screen.getByText(RAW)).toBeVisible()
})

it('says that a strict charger was refused', () => {
  const refusal: Message = {
    ...answer,
    type: 'CALLERROR',
    raw: '[4,"b7f31c42","PropertyConstraintViolation","",{}]',
  }
  open([refusal, call])
  expect(screen.getByText(/Refused, because CP-0038 is set to strict/)).toBeVisible()
})
