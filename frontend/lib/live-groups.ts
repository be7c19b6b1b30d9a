import { notifyManager, type QueryClient } from '@tanstack/react-query'

import { applyLiveEvent } from '@/lib/live-updates'

/** How long events wait for others, ms: too short to be seen, long enough to draw a large list once for many. */
export const GROUP_MS = 200

/** Applies events in groups: what is on the screen is drawn once for all that came together. */
export class LiveGroups {
  private waiting: { name: string; data: string }[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly client: QueryClient) {}

  add(name: string, data: string): void {
    this.waiting.push({ name, data })
    this.timer ??= setTimeout(() => this.apply(), GROUP_MS)
  }

  /** What waits is not applied any more. */
  drop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.waiting = []
  }

  private apply(): void {
    const group = this.waiting
    this.drop()
    notifyManager.batch(() => {
      for (const { name, data } of group) applyLiveEvent(this.client, name, data)
    })
  }
}
