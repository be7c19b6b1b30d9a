import { describeError } from '@/lib/problem'

export interface BulkOutcome {
  ok: boolean
  /** What came of it, in words. */
  text: string
}

interface BulkRun<Item> {
  items: Item[]
  /** What is done with each; what it throws is its outcome. */
  deed: (item: Item) => Promise<BulkOutcome>
  onStart: (item: Item) => void
  onEnd: (item: Item, outcome: BulkOutcome) => void
  signal: AbortSignal
  /** Between two beginnings, ms. */
  pause?: number
  /** Replaced in tests. */
  wait?: (ms: number) => Promise<void>
}

/** So many at the same time: a charger takes its time to answer. */
export const AT_ONCE = 5

/** Between two beginnings, where nothing else is said: the server and the chargers' network have other things to do too. */
export const PAUSE_MS = 100

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Does something with many, a few at a time and not too fast; one that fails stops nobody else. */
export async function runBulk<Item>(run: BulkRun<Item>): Promise<void> {
  const { items, deed, onStart, onEnd, signal, pause = PAUSE_MS, wait = sleep } = run
  const queue = [...items]
  let gate = Promise.resolve()
  const turn = () => (gate = gate.then(() => wait(pause)))

  async function work(): Promise<void> {
    while (!signal.aborted) {
      const item = queue.shift()
      if (item === undefined) return
      onStart(item)
      onEnd(item, await attempt(deed, item))
      if (queue.length > 0) await turn()
    }
  }

  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work))
}

async function attempt<Item>(deed: (item: Item) => Promise<BulkOutcome>, item: Item): Promise<BulkOutcome> {
  try {
    return await deed(item)
  } catch (error) {
    return { ok: false, text: describeError(error) }
  }
}
