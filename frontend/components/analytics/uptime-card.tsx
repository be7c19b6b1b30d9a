'use client'

import { ChevronRightIcon } from 'lucide-react'
import { useState } from 'react'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import { hoursWords, shareWords } from '@/components/analytics/analytics-words'
import { groupName } from '@/components/analytics/group-words'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { SaveCsv } from '@/components/charts/save-csv'
import { SegmentedBar } from '@/components/overview/segmented-bar'
import { statusTone } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { byKey } from '@/lib/analytics/rows'
import { t } from '@/lib/i18n'
import { fetchCsv, useUptime } from '@/lib/queries/analytics'

const FIELDS = ['up_s', 'down_s', 'down_offline_s', 'down_faulted_s', 'planned_s'] as const
const SHOWN = 10

/** Those that were down the longest first; a charger opens its outages. */
export function UptimeCard({ view }: { view: AnalyticsView }) {
  const [all, setAll] = useState(false)
  const wished = view.planOf('uptime', 'charger', 'month')
  const plan = wished.by === 'charger' ? wished : view.planOf('uptime', 'station', 'month')
  const question = view.ask(plan.interval, plan.by)
  const query = useUptime(question)
  const rows = byKey(query.data?.items ?? [], FIELDS)
    .filter(({ sums }) => sums.up_s + sums.down_s > 0)
    .sort((a, b) => share(a.sums) - share(b.sums) || a.label.localeCompare(b.label))
  const ofChargers = plan.by === 'charger'
  return (
    <AnalyticsCard
      title={t('Uptime')}
      note={ofChargers ? t('By charger, lowest first') : t('By station, lowest first')}
      tools={<SaveCsv name="uptime" fetchIt={() => fetchCsv.uptime(question)} />}
      query={query}
      size="px-0 pb-0"
    >
      <p className="px-4 pb-3 text-muted-foreground">
        {t(
          'Down is: away for more than five minutes, or connected with every connector faulted or unavailable. What an operator took out of service, and time in which nobody was here to see it, does not count.',
        )}
      </p>
      {rows.length === 0 ? (
        <div className="h-32 border-t">
          <NothingThen>{t('Nothing is known of this time.')}</NothingThen>
        </div>
      ) : (
        <div className="overflow-x-auto">
          <Table aria-label={t('Uptime')}>
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>{ofChargers ? t('Charger') : t('Station')}</TableHead>
                <TableHead className="text-right">{t('Up')}</TableHead>
                <TableHead className="w-1/4 @max-2xl:hidden">
                  <span className="sr-only">{t('Shares')}</span>
                </TableHead>
                <TableHead className="text-right">{t('Down')}</TableHead>
                <TableHead className="text-right @max-md:hidden">{t('Offline')}</TableHead>
                <TableHead className="text-right @max-md:hidden">{t('Faulted')}</TableHead>
                <TableHead className="text-right @max-lg:hidden">{t('Out of service')}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.slice(0, all ? rows.length : SHOWN).map((row) => (
                <TableRow key={row.key}>
                  <TableCell className="font-medium">
                    {ofChargers ? (
                      <button
                        type="button"
                        className="flex items-center gap-1 hover:underline"
                        title={t('Show its outages')}
                        onClick={() => view.set({ outages: row.key })}
                      >
                        {row.label}
                        <ChevronRightIcon aria-hidden="true" className="size-3.5 text-muted-foreground" />
                      </button>
                    ) : (
                      groupName(row, 'station', '')
                    )}
                  </TableCell>
                  <TableCell className="text-right font-medium tabular-nums">
                    {shareWords(share(row.sums))}
                  </TableCell>
                  <TableCell className="@max-2xl:hidden">
                    <SegmentedBar total={row.sums.up_s + row.sums.down_s} segments={segments(row.sums)} />
                  </TableCell>
                  <Lasted seconds={row.sums.down_s} />
                  <Lasted seconds={row.sums.down_offline_s} className="@max-md:hidden" />
                  <Lasted seconds={row.sums.down_faulted_s} className="@max-md:hidden" />
                  <Lasted seconds={row.sums.planned_s} className="@max-lg:hidden" />
                </TableRow>
              ))}
            </TableBody>
          </Table>
          {rows.length > SHOWN && (
            <div className="border-t p-2">
              <Button variant="ghost" onClick={() => setAll(!all)}>
                {all ? t('Show fewer') : t('Show all {count, number}', { count: rows.length })}
              </Button>
            </div>
          )}
        </div>
      )}
    </AnalyticsCard>
  )
}

type Sums = Record<(typeof FIELDS)[number], number>

const share = ({ up_s, down_s }: Sums): number => (100 * up_s) / (up_s + down_s)

const segments = ({ up_s, down_offline_s, down_faulted_s }: Sums) => [
  { key: 'up', value: up_s, className: statusTone('available').solid },
  { key: 'offline', value: down_offline_s, className: statusTone('offline').solid },
  { key: 'faulted', value: down_faulted_s, className: statusTone('faulted').solid },
]

function Lasted({ seconds, className = '' }: { seconds: number; className?: string }) {
  return (
    <TableCell className={`text-right text-muted-foreground tabular-nums ${className}`}>
      {seconds > 0 ? hoursWords(seconds) : '–'}
    </TableCell>
  )
}
