'use client'

import { ActivityIcon, CircleCheckIcon, MapPinIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useRef, useState } from 'react'

import { Filters, type Filter } from '@/components/data-table/filters'
import { NoMatch } from '@/components/data-table/no-match'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { useAttentionDeeds } from '@/components/overview/use-attention-deeds'
import { KeyHints } from '@/components/problems/key-hints'
import { ProblemRow } from '@/components/problems/problem-row'
import { ProblemTabs } from '@/components/problems/problem-tabs'
import { KIND_WORDS, KINDS } from '@/components/problems/matter-words'
import { SelectionBar } from '@/components/problems/selection-bar'
import { useProblemKeys } from '@/components/problems/use-problem-keys'
import { useSelection } from '@/components/problems/use-selection'
import { StatusIcon } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useAttention } from '@/lib/queries/overview'
import { useRights } from '@/lib/rights'
import type { AttentionItem } from '@/lib/types'

const PARAMS = { kind: parseAsStringLiteral(KINDS), station: parseAsString }
const NONE: AttentionItem[] = []

/** Everything that needs somebody; it can be emptied. */
export function ProblemsPage() {
  const { data, error, refetch } = useAttention()
  const filters = useProblemFilters(data?.items ?? NONE)
  const may = useRights().has('operate')
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Problems') }]} />
      <PageHeader title={titleOf(data?.items.length)} />
      <ProblemTabs />
      {error && !data ? (
        <Card>
          <ErrorState
            title={t('This list could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        </Card>
      ) : !data ? (
        <Skeleton className="h-96 rounded-xl" />
      ) : (
        <>
          {data.items.length > 0 && (
            <div className="-mb-1 flex flex-wrap items-center gap-2">
              <Filters filters={filters.chips} onClear={filters.clear} />
            </div>
          )}
          <Inbox
            items={filters.shown}
            may={may}
            empty={data.items.length === 0 ? <NothingNeedsYou /> : <NothingMatches clear={filters.clear} />}
          />
          {data.recovered_today > 0 && (
            <p className="flex items-center gap-2 text-muted-foreground">
              <StatusIcon status="done" />
              {t('{count, plural, one {# has} other {# have}} recovered without anybody today', {
                count: data.recovered_today,
              })}
            </p>
          )}
        </>
      )}
    </Page>
  )
}

function titleOf(count: number | undefined): string {
  if (count === undefined) return t('Problems')
  if (count === 0) return t('Nothing needs you')
  return t('{count, plural, one {# thing needs you} other {# things need you}}', { count })
}

function useProblemFilters(items: AttentionItem[]) {
  const [{ kind, station }, setParams] = useQueryStates(PARAMS)
  const shown = useMemo(
    () =>
      items.filter((item) => (!kind || item.kind === kind) && (!station || item.station_name === station)),
    [items, kind, station],
  )
  const stations = [
    ...new Set([...items.flatMap(({ station_name }) => station_name ?? []), station ?? []].flat()),
  ]
  const chips: Filter[] = [
    {
      key: 'kind',
      label: t('Kind'),
      icon: ActivityIcon,
      options: KINDS.map((value) => ({ value, label: t(KIND_WORDS[value].label) })),
      value: kind,
      onChange: (value) => void setParams({ kind: KINDS.find((one) => one === value) ?? null }),
    },
    {
      key: 'station',
      label: t('Station'),
      icon: MapPinIcon,
      options: stations.sort().map((name) => ({ value: name, label: name })),
      value: station,
      onChange: (value) => void setParams({ station: value }),
    },
  ]
  return { shown, chips, clear: () => void setParams(null) }
}

interface InboxProps {
  items: AttentionItem[]
  may: boolean
  empty: React.ReactNode
}

function Inbox({ items, may, empty }: InboxProps) {
  const list = useRef<HTMLUListElement>(null)
  const selection = useSelection(items)
  const deeds = useAttentionDeeds()
  const [last, setLast] = useState<AttentionItem[]>(NONE)
  const putAside = (deed: (chosen: AttentionItem[]) => void) => (chosen: AttentionItem[]) => {
    if (!may) return
    setLast(chosen)
    selection.none()
    deed(chosen)
  }
  const [dismiss, snooze] = [putAside(deeds.dismiss), putAside(deeds.snooze)]
  useProblemKeys(list, {
    items,
    selected: selection.selected,
    select: (item) => may && selection.toggle(item.id),
    dismiss,
    snooze,
    undo: () => {
      if (last.length === 0) return
      deeds.undo(last)
      setLast(NONE)
    },
  })
  if (items.length === 0) return <Card>{empty}</Card>
  return (
    <>
      <Card className="overflow-clip">
        {may && <SelectionBar selection={selection} all={items} dismiss={dismiss} snooze={snooze} />}
        <ul ref={list} aria-label={t('Problems')}>
          {items.map((item) => (
            <ProblemRow
              key={item.id}
              item={item}
              selected={may && selection.has(item.id)}
              onSelect={may ? () => selection.toggle(item.id) : null}
            />
          ))}
        </ul>
      </Card>
      <KeyHints may={may} />
    </>
  )
}

function NothingNeedsYou() {
  return (
    <EmptyState icon={CircleCheckIcon} title={t('Nothing needs you')}>
      {t(
        'Faults, silent chargers, doubtful sessions, security events and what drifts or fails appear here by themselves.',
      )}
    </EmptyState>
  )
}

function NothingMatches({ clear }: { clear: () => void }) {
  return <NoMatch title={t('No problem matches')} onClear={clear} />
}
