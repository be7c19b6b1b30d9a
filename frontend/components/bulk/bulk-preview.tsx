import { StatusIcon } from '@/components/status-badge'
import { t } from '@/lib/i18n'

/** More names nobody reads; how many more there are is said. */
const NAMES = 12

interface BulkPreviewProps<Item> {
  items: Item[]
  nameOf: (item: Item) => string
  skip?: (item: Item) => string | null
}

/** Whom it concerns, and whom not and why. */
export function BulkPreview<Item extends { id: string }>({ items, nameOf, skip }: BulkPreviewProps<Item>) {
  const due = items.filter((item) => !skip?.(item))
  const left = byReason(items, skip)
  return (
    <div className="grid gap-2">
      <p>
        <span className="font-medium">{t('{count, number} concerned', { count: due.length })}</span>{' '}
        <Names items={due} nameOf={nameOf} />
      </p>
      {[...left].map(([reason, some]) => (
        <p key={reason} className="flex gap-2">
          <StatusIcon status="refused" className="mt-0.5" />
          <span>
            <span className="font-medium">
              {t('{count, number} left out: {reason}', { count: some.length, reason })}
            </span>{' '}
            <Names items={some} nameOf={nameOf} />
          </span>
        </p>
      ))}
    </div>
  )
}

function byReason<Item>(items: Item[], skip: BulkPreviewProps<Item>['skip']): Map<string, Item[]> {
  const reasons = new Map<string, Item[]>()
  for (const item of items) {
    const reason = skip?.(item)
    if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), item])
  }
  return reasons
}

function Names<Item>({ items, nameOf }: { items: Item[]; nameOf: (item: Item) => string }) {
  const names = items.slice(0, NAMES).map(nameOf).join(', ')
  const more = items.length - NAMES
  return (
    <span className="text-muted-foreground">
      {more > 0 ? t('{names} and {more, number} more', { names, more }) : names}
    </span>
  )
}
