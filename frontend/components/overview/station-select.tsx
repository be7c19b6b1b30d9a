'use client'

import { ChevronDownIcon, ChevronsUpDownIcon } from 'lucide-react'
import { lazy } from 'react'

import { LaterMenu } from '@/components/later-menu'
import { useStationName } from '@/components/stations/use-station-name'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

const load = () => import('@/components/overview/station-list')
const StationList = lazy(load)

interface StationSelectProps {
  value: string | null
  onChange: (stationId: string | null) => unknown
  /** As the phone's page title. */
  plain?: boolean
}

export function StationSelect({ value, onChange, plain = false }: StationSelectProps) {
  const name = useStationName(value)
  const label = value === null ? t('All stations') : name
  return (
    <LaterMenu
      load={load}
      popup="dialog"
      button={
        plain ? (
          <button type="button" className="flex h-10 max-w-full items-center gap-1.5 text-base font-medium">
            <span className="truncate">{label}</span>
            <ChevronDownIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
          </button>
        ) : (
          <Button variant="outline" size="xs" className="max-w-48">
            <span className="truncate">{label}</span>
            <ChevronsUpDownIcon className="text-muted-foreground" />
          </Button>
        )
      }
    >
      {(button) => (
        <StationList value={value} onChange={onChange} align={plain ? 'start' : 'end'}>
          {button}
        </StationList>
      )}
    </LaterMenu>
  )
}
