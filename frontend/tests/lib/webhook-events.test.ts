import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import {
  EVENT_KINDS,
  eventsText,
  isWanted,
  isWhole,
  typesOf,
  wholeKind,
  withKind,
  withType,
} from '@/components/webhooks/webhook-events'

const kind = (name: string) => {
  const found = EVENT_KINDS.find((one) => one.kind === name)
  if (!found) throw new Error(`no kind ${name}`)
  return found
}
const [transaction, notification] = [kind('transaction'), kind('notification')]

it('offers every event of the server’s catalogue but the test', () => {
  const catalogue = readFileSync('../backend/csms/webhooks/catalog.py', 'utf8')
  const named = [...catalogue.matchAll(/EventType\(\s*"([\w.]+)"/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(EVENT_KINDS.flatMap(typesOf).sort()).toEqual([...named, 'notification'].sort())
})

describe('choosing', () => {
  it('says a whole kind in one word, which covers later types too', () => {
    expect(wholeKind(transaction)).toBe('transaction.*')
    expect(wholeKind(notification)).toBe('notification')
    expect(withKind(['transaction.started', 'job.created'], transaction, true)).toEqual([
      'job.created',
      'transaction.*',
    ])
    expect(withKind(['transaction.*', 'job.created'], transaction, false)).toEqual(['job.created'])
  })

  it('names what is left when one type of a whole kind is dropped', () => {
    expect(withType(['transaction.*'], transaction, 'transaction.updated', false)).toEqual([
      'transaction.started',
      'transaction.suspect',
      'transaction.ended',
    ])
    expect(withType([], transaction, 'transaction.ended', true)).toEqual(['transaction.ended'])
  })

  it('knows what is wanted', () => {
    expect(isWanted(['transaction.*'], 'transaction.ended')).toBe(true)
    expect(isWanted(['transaction.ended'], 'transaction.started')).toBe(false)
    expect(isWhole(typesOf(transaction), transaction)).toBe(true)
    expect(isWhole(['transaction.ended'], transaction)).toBe(false)
  })

  it('reads as text', () => {
    expect(eventsText(['*'])).toBe('Everything')
    expect(eventsText(['transaction.*', 'job.created'])).toBe('transaction.*, job.created')
  })
})
