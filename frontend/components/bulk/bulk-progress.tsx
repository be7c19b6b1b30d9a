import { StatusIcon } from '@/components/status-badge'
import type { BulkState } from '@/components/bulk/use-bulk'
import { t } from '@/lib/i18n'

interface BulkProgressProps<Item> {
  items: Item[]
  nameOf: (item: Item) => string
  states: ReadonlyMap<string, BulkState>
  running: boolean
}

type Part = 'failed' | 'running' | 'done'

const partOf = (state: BulkState): Part => {
  if (state === 'running') return 'running'
  return state.ok ? 'done' : 'failed'
}

const ICON = { failed: 'failed', running: 'in_progress', done: 'done' } as const
const ORDER: Part[] = ['failed', 'running', 'done']
/** More lines nobody reads; how many more there are is said. */
const LINES = 100

/** How far it is, and what came of each: those that failed first. */
export function BulkProgress<Item extends { id: string }>(props: BulkProgressProps<Item>) {
  const { items, nameOf, states, running } = props
  const known = items.flatMap((item) => {
    const state = states.get(item.id)
    return state ? [{ item, state, part: partOf(state) }] : []
  })
  const count = (part: Part) => known.filter((entry) => entry.part === part).length
  const ended = count('done') + count('failed')
  const lines = ORDER.flatMap((part) => known.filter((entry) => entry.part === part)).slice(0, LINES)
  return (
    <>
      <div role="status" className="grid gap-2">
        <p className="font-medium tabular-nums">
          {summary(running, { ended, all: items.length, done: count('done'), failed: count('failed') })}
        </p>
        <progress
          aria-label={t('Progress')}
          value={ended}
          max={items.length}
          className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        />
      </div>
      <ul className="max-h-64 space-y-1 overflow-y-auto" tabIndex={0} aria-label={t('What came of each')}>
        {lines.map(({ item, state, part }) => (
          <li key={item.id} className="flex gap-2">
            <StatusIcon status={ICON[part]} className="mt-0.5" />
            <span className="min-w-0 wrap-anywhere">
              <span className="font-medium">{nameOf(item)}</span>{' '}
              <span className="text-muted-foreground">
                {state === 'running' ? t('Under way') : state.text}
              </span>
            </span>
          </li>
        ))}
        {known.length > lines.length && (
          <li className="text-muted-foreground">
            {t('and {more, number} more', { more: known.length - lines.length })}
          </li>
        )}
      </ul>
    </>
  )
}

interface Counts {
  ended: number
  all: number
  done: number
  failed: number
}

function summary(running: boolean, counts: Counts): string {
  if (running) return t('{ended, number} of {all, number}', { ...counts })
  if (counts.ended < counts.all) {
    return t('Stopped after {ended, number} of {all, number}: {done, number} done, {failed, number} failed', {
      ...counts,
    })
  }
  if (counts.failed === 0) return t('{done, number} done', { ...counts })
  return t('{done, number} done, {failed, number} failed', { ...counts })
}
