import { notifyManager, type QueryClient } from '@tanstack/react-query'

/** What events change comes with the first of them. */
export const loadUpdates = () => import('@/lib/live-updates')

/** How long events wait for others, ms: too short to be seen, long enough to draw a large list once for many. */
export const GROUP_MS = 200

/** Applies events in groups: what is on the screen is drawn once for all that came together. */
export class LiveGroups {
  private waiting: { name: string; data: string }[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly client: QueryClient) {}

  add(name: string, data: string): void {
    this.waiting.push({ name, data })
    this.timer ??= setTimeout(() => void this.apply(), GROUP_MS)
  }

  /** What waits is not applied any more. */
  drop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.waiting = []
  }

  private async apply(): Promise<void> {
    const updates = await loadUpdates().catch(() => null)
    if (!updates) {
      // Without a network: the next event tries again.
      this.timer = undefined
      return
    }
    const group = this.waiting
    this.drop()
    notifyManager.batch(() => {
      for (const { name, data } of group) updates.applyLiveEvent(this.client, name, data)
    })
  }
}
