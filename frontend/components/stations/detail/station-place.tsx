'use client'

import { MapPinIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { EmptyState } from '@/components/empty-state'
import { StationMap } from '@/components/map'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { coordinatesOf } from '@/lib/coordinates'
import { t } from '@/lib/i18n'
import type { Station } from '@/lib/types'

/** A small map of where it is. */
export function StationPlace({ station }: { station: Station }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  const stations = useMemo(() => [station], [station])
  const known = coordinatesOf(station) !== null
  return (
    <Card className="overflow-hidden xl:self-start">
      <CardHeader className="border-b">
        <CardTitle>{t('Where it is')}</CardTitle>
        {known && (
          <Link href={`/map?at=${encodeURIComponent(station.id)}`} className="font-medium hover:underline">
            {t('Open map')}
          </Link>
        )}
      </CardHeader>
      {known ? (
        <div className="h-56">
          <StationMap stations={stations} />
        </div>
      ) : (
        <EmptyState
          icon={MapPinIcon}
          title={t('Not on the map yet')}
          action={
            <May right="operate">
              <Button variant="outline" onClick={() => void setEdit(station.id)}>
                {t('Add coordinates')}
              </Button>
            </May>
          }
        >
          {t('With latitude and longitude the station appears on the map.')}
        </EmptyState>
      )}
    </Card>
  )
}
