import { describe, expect, it, vi } from 'vitest'

import { AT_ONCE, PAUSE_MS, runBulk, type BulkOutcome } from '@/lib/bulk-run'

const DONE: BulkOutcome = { ok: true, text: 'Done' }
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('runBulk', () => {
  const ended = new Map<number, BulkOutcome>()
  const base = (signal = new AbortController().signal) => {
    ended.clear()
    return {
      onStart: () => undefined,
      onEnd: (item: number, outcome: BulkOutcome) => void ended.set(item, outcome),
      signal,
      wait: () => Promise.resolve(),
    }
  }

  it('does each once, a few at the same time', async () => {
    let now = 0
    let most = 0
    await runBulk({
      ...base(),
      items: numbers(23),
      deed: async () => {
        now += 1
        most = Math.max(most, now)
        await Promise.resolve()
        now -= 1
        return DONE
      },
    })
    expect(ended.size).toBe(23)
    expect(most).toBeLessThanOrEqual(AT_ONCE)
  })

  it('goes on after one that fails, and says why it failed', async () => {
    await runBulk({
      ...base(),
      items: numbers(3),
      deed: (item) => (item === 1 ? Promise.reject(new Error('No such charger')) : Promise.resolve(DONE)),
    })
    expect(ended.get(1)).toEqual({ ok: false, text: 'No such charger' })
    expect(ended.get(2)).toEqual(DONE)
  })

  it('waits between two beginnings', async () => {
    const wait = vi.fn(() => Promise.resolve())
    await runBulk({ ...base(), wait, items: numbers(AT_ONCE + 3), deed: () => Promise.resolve(DONE) })
    expect(wait.mock.calls.length).toBeGreaterThanOrEqual(3)
    expect(wait).toHaveBeenCalledWith(PAUSE_MS)
  })

  it('begins nothing more when it is stopped', async () => {
    const abort = new AbortController()
    await runBulk({
      ...base(abort.signal),
      items: numbers(50),
      deed: () => {
        abort.abort()
        return Promise.resolve(DONE)
      },
    })
    expect(ended.size).toBeLessThanOrEqual(AT_ONCE)
  })
})
