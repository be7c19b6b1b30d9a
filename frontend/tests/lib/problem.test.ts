import { afterEach, describe, expect, it } from 'vitest'

import { speak } from '@/lib/i18n'
import { ApiError, describeError, toApiError } from '@/lib/problem'

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } })

const le90 = { text: 'Input should be less than or equal to {le}', values: { le: 90 } }

describe('toApiError', () => {
  it('speaks with the words of the problem', async () => {
    const errors = [{ field: 'name', message: 'Too long' }]
    const error = await toApiError(
      problem(422, { title: 'Invalid', detail: 'The name is too long.', errors }),
    )
    expect(error).toBeInstanceOf(ApiError)
    expect(error.message).toBe('The name is too long.')
    expect(error.fields).toEqual(errors)
  })

  it('falls back on the title, then on the status', async () => {
    expect((await toApiError(problem(409, { title: 'Conflict' }))).message).toBe('Conflict')
    expect((await toApiError(new Response('<html>', { status: 413 }))).message).toBe(
      'The server answered 413',
    )
  })
})

describe("a refusal of the server's own", () => {
  afterEach(() => speak('en'))

  const detail = 'There is a charger CP-0042 already.'
  const said = { text: 'There is a charger {charger} already.', values: { charger: 'CP-0042' } }
  const errors = [
    { field: 'charge_point_id', message: detail, said },
    { field: 'name', message: 'Field required', said: null },
  ]

  it.each([
    ['en', detail],
    ['de', 'Es gibt schon eine Ladestation CP-0042.'],
  ])('in %s', async (language, words) => {
    await speak(language)
    const error = await toApiError(problem(409, { title: 'Conflict', detail, said, errors }))
    expect(error.message).toBe(words)
    expect(error.fields).toEqual([
      { field: 'charge_point_id', message: words },
      { field: 'name', message: 'Field required' },
    ])
  })
})

it('says in German what a schema complains of', async () => {
  const errors = [
    { field: 'latitude', message: 'Input should be less than or equal to 90', said: le90 },
    { field: 'form', message: 'List should have at most 1 item', said: null },
  ]
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
  await speak('de')
  const error = await toApiError(problem(422, { title: 'Invalid', detail, said: null, errors }))
  await speak('en')
  expect(error.message).toBe('latitude: Darf höchstens 90 sein; form: List should have at most 1 item')
})

describe('describeError', () => {
  it.each([
    [new ApiError(409, { detail: 'CP-0001 exists already.' }), 'CP-0001 exists already.'],
    [new ApiError(500, { detail: 'stack trace' }), 'The server failed (500). Try again in a moment.'],
    [new TypeError('Failed to fetch'), 'The server does not answer. Check the connection.'],
    [new Error('Words'), 'Words'],
    ['?', 'Something went wrong.'],
  ])('%s', (error, words) => expect(describeError(error)).toBe(words))
})
