'use client'

import { PencilIcon, SlidersHorizontalIcon, WrenchIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { DesiredDialog } from '@/components/configuration/desired-dialog'
import { DRIFT_STATES, refused, REPAIRED, toRepair } from '@/components/configuration/drift-words'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/i18n'
import { useDrift, useRepair } from '@/lib/queries/configuration'
import { detailWords, saidWords } from '@/lib/said'
import type { Charger, KeyDrift, RepairedKey } from '@/lib/types'

/** What is wished of this charger beside what it reports, and the way to put it right. */
export function DriftCard({ charger }: { charger: Charger }) {
  const { data, error, refetch } = useDrift(charger.id)
  const repair = useRepair()
  const [editing, setEditing] = useState(false)
  const open = data ? toRepair(data.items) : 0
  const again = open === 0 && data !== undefined && refused(data.items) > 0
  return (
    <Card className="overflow-hidden">
      <CardHeader className="flex-wrap py-2">
        <CardTitle>{data ? titleOf(data.items) : t('Desired values of this charger')}</CardTitle>
        <May right="operate">
          <span className="flex flex-wrap gap-2">
            <Button variant="outline" className="max-md:h-10" onClick={() => setEditing(true)}>
              <PencilIcon /> {t('Own desired values')}
            </Button>
            <Button
              variant="outline"
              className="max-md:h-10"
              disabled={!charger.online || repair.isPending || (open === 0 && !again)}
              title={charger.online ? undefined : t('The charger is offline.')}
              onClick={() => repair.mutate({ id: charger.id, again })}
            >
              <WrenchIcon className={repair.isPending ? 'animate-pulse' : ''} />
              {repair.isPending ? t('Repairing') : again ? t('Try the refused again') : t('Repair')}
            </Button>
          </span>
        </May>
      </CardHeader>
      <div className="border-t">
        {error && !data ? (
          <ErrorState
            title={t('The drift could not be worked out')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : !data ? (
          <div className="p-4">
            <Skeleton className="h-16" />
          </div>
        ) : data.items.length === 0 ? (
          <EmptyState icon={SlidersHorizontalIcon} title={t('Nothing is desired of this charger')}>
            {t('A template for its model or desired values of its own say what shall be.')}
          </EmptyState>
        ) : (
          <DriftTable keys={data.items} results={repair.data ?? []} />
        )}
        {data?.findings.map(({ rule, about, said }) => (
          <p key={`${rule} ${about}`} className="flex items-start gap-2 border-t px-4 py-3">
            <StatusIcon status="rule-broken" className="mt-0.5" />
            <span>{saidWords(said)}</span>
          </p>
        ))}
      </div>
      {editing && <DesiredDialog charger={charger} onClose={() => setEditing(false)} />}
    </Card>
  )
}

function titleOf(keys: KeyDrift[]): string {
  const differing = keys.filter(({ state }) => state !== 'in_step').length
  if (keys.length === 0) return t('Desired values of this charger')
  return t(
    '{differing, plural, =0 {All keys are as desired} one {# key is not as desired} other {# keys are not as desired}}',
    {
      differing,
    },
  )
}

function DriftTable({ keys, results }: { keys: KeyDrift[]; results: RepairedKey[] }) {
  return (
    <Table aria-label={t('Desired values of this charger')}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t('Key')}</TableHead>
          <TableHead>{t('Desired value')}</TableHead>
          <TableHead className="@max-md:hidden">{t('Reported')}</TableHead>
          <TableHead>{t('State')}</TableHead>
          <TableHead className="@max-2xl:hidden">{t('Desired by')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {keys.map((key) => (
          <DriftRow key={key.key} drift={key} result={results.find((result) => result.key === key.key)} />
        ))}
      </TableBody>
    </Table>
  )
}

function DriftRow({ drift, result }: { drift: KeyDrift; result: RepairedKey | undefined }) {
  const { key, desired, reported, state, source, overridden } = drift
  return (
    <TableRow>
      <TableCell className="font-medium">{key}</TableCell>
      <TableCell className="font-mono text-xs wrap-anywhere whitespace-normal">{desired}</TableCell>
      <TableCell className="font-mono text-xs wrap-anywhere whitespace-normal @max-md:hidden">
        {reported ?? '–'}
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          <StatusBadge status={DRIFT_STATES[state].status} label={t(DRIFT_STATES[state].label)} />
          {result && (
            <span className="text-xs text-muted-foreground" title={detailWords(result) ?? undefined}>
              {t('Repair: {result}', { result: t(REPAIRED[result.result].label) })}
            </span>
          )}
        </span>
      </TableCell>
      <TableCell
        className="text-muted-foreground @max-2xl:hidden"
        title={
          overridden.length > 0
            ? t('Instead of {templates}', { templates: overridden.join(', ') })
            : undefined
        }
      >
        {source === 'charger' ? t('Own desired value') : source}
      </TableCell>
    </TableRow>
  )
}
