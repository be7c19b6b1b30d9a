'use client'

import { useId, useState } from 'react'

import { searched } from '@/components/data-table/use-endless-list'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { deviceName } from '@/lib/device-name'
import type { Unticked } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useChargerPages, type ChargerFilter } from '@/lib/queries/chargers'
import { SCREENS } from '@/lib/queries/paging'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

interface PlanListProps {
  chargers: ChargerFilter
  /** How many they are. */
  count: number
  unticked: Unticked
  onUntick: (unticked: Unticked) => void
}

/** Exactly whom it concerns, each to be left out by a tick: the first of them, and whoever is looked for. */
export function PlanList({ chargers, count, unticked, onUntick }: PlanListProps) {
  const [text, setText] = useState('')
  const pages = useChargerPages(searched(chargers, text))
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const tick = ({ id, online }: Charger, ticked: boolean) =>
    onUntick(new Map(ticked ? [...unticked].filter(([other]) => other !== id) : [...unticked, [id, online]]))
  return (
    <div className="grid gap-2">
      {(count > SCREENS || text !== '') && (
        <Input
          type="search"
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder={t('Name, station, model')}
          aria-label={t('Find one of these chargers')}
        />
      )}
      {pages.isPending ? (
        <Skeleton className="h-56" />
      ) : (
        <div
          role="group"
          aria-label={t('Chargers')}
          tabIndex={0}
          className="max-h-64 divide-y overflow-y-auto rounded-lg border"
        >
          {rows.length === 0 && (
            <p className="p-3 text-muted-foreground">
              {pages.error
                ? describeError(pages.error)
                : text === ''
                  ? t('No charger fits. Choose another station, model or version.')
                  : t('No charger matches')}
            </p>
          )}
          {rows.map((charger) => (
            <Row
              key={charger.id}
              charger={charger}
              ticked={!unticked.has(charger.id)}
              onTick={(ticked) => tick(charger, ticked)}
            />
          ))}
          {pages.hasNextPage && (
            <div className="p-2">
              <Button
                type="button"
                variant="ghost"
                className="w-full"
                disabled={pages.isFetching}
                onClick={() => void pages.fetchNextPage()}
              >
                {t('Show more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  )
}

interface RowProps {
  charger: Charger
  ticked: boolean
  onTick: (ticked: boolean) => void
}

function Row({ charger, ticked, onTick }: RowProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-3 px-3 py-2">
      <Checkbox id={id} checked={ticked} onCheckedChange={onTick} />
      <label htmlFor={id} className="min-w-0 flex-1 truncate font-medium">
        {charger.charge_point_id}
        <span className="ml-2 font-normal text-muted-foreground">{charger.station_name}</span>
      </label>
      <span className="truncate text-muted-foreground max-sm:hidden">{deviceName(charger)}</span>
      <span className="text-muted-foreground tabular-nums">{charger.firmware_version ?? '?'}</span>
      <StatusBadge plain status={chargerStatus(charger)} className="w-24" />
    </div>
  )
}
