import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { ImportDialog } from '@/components/chargers/import-dialog'
import { readImport } from '@/components/chargers/import-rows'

import { fakeServer } from '../fake-server'
import { chargers, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

describe('readImport', () => {
  const problems = (text: string) => readImport(text, stations).map(({ problem }) => problem)

  it('turns a line into a charger of the server', () => {
    const [row] = readImport(
      'Charge point id;Site;Profile;Password\nCP-1;lindenhof;2;0123456789abcdef\n',
      stations,
    )
    expect(row?.body).toEqual({
      charge_point_id: 'CP-1',
      station_id: 'st-5',
      security_profile: 2,
      password: '0123456789abcdef',
      name: null,
    })
  })

  it('says of each line what is wrong with it', () => {
    expect(problems('name,station,security_profile\nA,,\n,Lindenhof,\na,,\nB,Nowhere,\nC,,7\n')).toEqual([
      null,
      'It has no name.',
      'The name is in the file twice.',
      'There is no station “Nowhere”.',
      'The security profile is a number from 0 to 3.',
    ])
  })

  it('refuses what is no list of chargers', () => {
    expect(() => readImport('foo,bar\n1,2\n', stations)).toThrow('one of them must be “name”')
    expect(() => readImport('name\n', stations)).toThrow('no charger in this file')
    expect(() => readImport(`name\n${'x\n'.repeat(1001)}`, stations)).toThrow('At most 1000')
  })
})

it('adds what it can and names what it cannot', async () => {
  fakeServer({
    'GET /api/admin/stations/map': () => ({ body: { items: stations } }),
    'POST /api/admin/chargers': ({ body }) =>
      (body as { charge_point_id: string }).charge_point_id === 'CP-2'
        ? { status: 409, body: { detail: 'CP-2 exists already.' } }
        : { status: 201, body: { ...chargers[0], password: 'secret' } },
  })
  renderPage(<ImportDialog />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Import many from a CSV file' }))
  const file = new File(['name,station\nCP-1,Lindenhof\nCP-2,\n,\nCP-3,Nowhere\n'], 'chargers.csv', {
    type: 'text/csv',
  })
  await user.upload(screen.getByLabelText('CSV file'), file)
  expect(await screen.findByText(/Charger 3, CP-3: There is no station “Nowhere”/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Add 2 chargers' }))
  expect(await screen.findByText('1 charger added')).toBeVisible()
  expect(within(screen.getByLabelText('Left out')).getByText(/CP-2 exists already/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Names and passwords' })).toBeVisible()
})
