'use client'

import { ArrowUpRightIcon, TagIcon } from 'lucide-react'
import Link from 'next/link'

import { DockedSheet } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { LocalListFacts, SyncButton } from '@/components/local-lists/local-list-card'
import { ENTRY_CHANGES, LIST_STATES } from '@/components/local-lists/local-list-words'
import { ModeForm } from '@/components/local-lists/mode-form'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useLocalListEntries } from '@/lib/queries/local-lists'
import { useRights } from '@/lib/rights'
import type { LocalList, LocalListEntry } from '@/lib/types'

interface ListSheetProps {
  list: LocalList
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

export function ListSheet({ list, onNewer, onOlder, onClose }: ListSheetProps) {
  const { charger_id: id, charge_point_id: name } = list
  const { status, label } = LIST_STATES[list.state]
  const mayChange = useRights().has('operate')
  return (
    <DockedSheet
      noun={t('local list')}
      scope={id}
      title={
        <div className="min-w-0">
          <h2 className="truncate text-lg font-semibold">{name}</h2>
          <StatusBadge status={status} label={t(label)} />
        </div>
      }
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      <div className="flex flex-1 flex-col gap-4 pb-5">
        <div className="px-1">
          <LocalListFacts list={list} />
        </div>
        {mayChange && (
          <section aria-label={t('What shall be on it')} className="border-t px-5 pt-4">
            <ModeForm key={`${id} ${list.mode} ${list.id_tags.join(' ')}`} list={list} />
          </section>
        )}
        <Entries id={id} />
      </div>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t bg-card px-5 py-4">
        <Button asChild variant="outline" size="xs" className="max-md:h-10">
          <Link href={`/chargers/${id}/schedules`}>
            {t('Its charger')} <ArrowUpRightIcon />
          </Link>
        </Button>
        <SyncButton id={id} off={list.mode === 'off'} />
      </div>
    </DockedSheet>
  )
}

function Entries({ id }: { id: string }) {
  const entries = useLocalListEntries(id)
  return (
    <section aria-label={t('Tags')} className="border-t px-5 pt-4">
      <h3 className="mb-2 font-semibold">
        {t('{count, plural, =0 {No tag} one {# tag} other {# tags}}', { count: entries.items.length })}
      </h3>
      {entries.loading ? (
        <Skeleton className="h-40" />
      ) : entries.error && entries.items.length === 0 ? (
        <ErrorState
          title={t('The tags could not be loaded')}
          error={entries.error}
          onRetry={entries.refetch}
        />
      ) : entries.items.length === 0 ? (
        <EmptyState icon={TagIcon} title={t('Nothing is on it, and nothing shall be')} />
      ) : (
        <ul className="divide-y">
          {entries.items.map((entry) => (
            <Entry key={entry.id_tag} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Entry({ entry: { id_tag, status, change } }: { entry: LocalListEntry }) {
  const shown = ENTRY_CHANGES[change]
  return (
    <li className="flex min-h-9 items-center justify-between gap-3">
      <span className="min-w-0 truncate">
        <span className="font-medium">{id_tag}</span> <span className="text-muted-foreground">{status}</span>
      </span>
      <StatusBadge plain status={shown.status} label={t(shown.label)} />
    </li>
  )
}
