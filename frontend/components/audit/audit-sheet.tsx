'use client'

import { ArrowUpRightIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import type { AuditFilters } from '@/components/audit/audit-filters'
import { actorName, outcomeOf, targetHref, targetName, targetNoun } from '@/components/audit/audit-words'
import { CopyButton } from '@/components/copy-button'
import { DockedSheet } from '@/components/docked-sheet'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { formatExact, formatNumber } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { operationWords } from '@/lib/operation-words'
import type { AuditEntry } from '@/lib/types'

interface AuditSheetProps {
  entry: AuditEntry
  names: ReadonlyMap<string, string>
  filters: AuditFilters
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

/** One deed with everything that is known of it. */
export function AuditSheet({ entry, names, filters, onNewer, onOlder, onClose }: AuditSheetProps) {
  const outcome = outcomeOf(entry)
  const operation = <code className="font-mono text-xs">{entry.operation}</code>
  return (
    <DockedSheet
      noun={t('entry')}
      scope={entry.id}
      title={
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{operationWords(entry.operation)}</h2>
          <StatusBadge status={outcome.status} label={outcome.label} />
        </div>
      }
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      <div className="flex flex-1 flex-col gap-5 px-5 pb-5">
        {outcome.detail && <p className="text-muted-foreground">{outcome.detail}</p>}
        <dl className="grid gap-3.5">
          <Fact label={t('Who')}>{actorName(entry)}</Fact>
          <Fact label={t('On')}>
            <Target entry={entry} names={names} />
          </Fact>
          <Fact label={t('When')}>{formatExact(entry.at)}</Fact>
          <Fact label={t('From')}>{entry.address || t('Unknown')}</Fact>
          <Fact label={t('With')}>{entry.user_agent || t('Unknown')}</Fact>
          <Fact label={t('Operation')}>
            {entry.status === null
              ? operation
              : rich('{operation}, answered {status}', { operation, status: entry.status })}
          </Fact>
        </dl>
        <Request request={entry.request} />
      </div>
      <More entry={entry} filters={filters} />
    </DockedSheet>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-3">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  )
}

function Target({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const href = targetHref(entry)
  const words = `${targetNoun(entry.target.kind)} ${targetName(entry, names)}`.trim()
  if (!href) return words
  return (
    <Link href={href} className="inline-flex items-center gap-1 underline-offset-4 hover:underline">
      {words} <ArrowUpRightIcon aria-hidden="true" className="size-3.5 text-muted-foreground" />
    </Link>
  )
}

/** What was asked, as it was sent; a longer one is kept as its length only. */
function Request({ request }: Pick<AuditEntry, 'request'>) {
  const bytes = request && Object.keys(request).length === 1 ? request['bytes'] : undefined
  const text = request && typeof bytes !== 'number' ? JSON.stringify(request, null, 2) : null
  return (
    <section aria-label={t('Request')}>
      <div className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-semibold">{t('Request')}</h3>
        {text && <CopyButton value={text} what={t('request')} variant="ghost" size="xs" />}
      </div>
      {text ? (
        <pre className="rounded-lg border bg-muted/50 p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
          {text}
        </pre>
      ) : (
        <p className="text-muted-foreground">
          {typeof bytes === 'number'
            ? t('{count} bytes, too long to be kept.', { count: formatNumber(bytes) })
            : t('Nothing was sent with it but its address.')}
        </p>
      )}
    </section>
  )
}

/** From one entry to those like it. */
function More({ entry, filters }: { entry: AuditEntry; filters: AuditFilters }) {
  const { actor, target, operation } = entry
  return (
    <div className="sticky bottom-0 flex flex-wrap gap-2 border-t bg-card px-5 py-4">
      {actor.id && actor.id !== filters.person && (
        <Like onClick={() => filters.set({ person: actor.id })}>{t('By the same')}</Like>
      )}
      {target.id && target.id !== filters.target && (
        <Like onClick={() => filters.set({ target: target.id })}>{t('On the same')}</Like>
      )}
      {operation !== filters.operation && (
        <Like onClick={() => filters.set({ operation })}>{t('All of this deed')}</Like>
      )}
    </div>
  )
}

function Like({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="outline" size="xs" className="max-md:h-10" onClick={onClick}>
      {children}
    </Button>
  )
}
