'use client'

import { ChevronDownIcon, ChevronsUpDownIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import { useStations } from '@/lib/queries/stations'

const ALL = 'all'

interface StationSelectProps {
  value: string | null
  onChange: (stationId: string | null) => unknown
  /** As the phone's page title. */
  plain?: boolean
}

export function StationSelect({ value, onChange, plain = false }: StationSelectProps) {
  const { items: stations } = useStations()
  const label = stations.find(({ id }) => id === value)?.name ?? t('All stations')
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        {plain ? (
          <button type="button" className="flex h-10 max-w-full items-center gap-1.5 text-base font-medium">
            <span className="truncate">{label}</span>
            <ChevronDownIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
          </button>
        ) : (
          <Button variant="outline" size="xs" className="max-w-48">
            <span className="truncate">{label}</span>
            <ChevronsUpDownIcon className="text-muted-foreground" />
          </Button>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align={plain ? 'start' : 'end'}>
        <DropdownMenuRadioGroup
          value={value ?? ALL}
          onValueChange={(id) => void onChange(id === ALL ? null : id)}
        >
          <DropdownMenuRadioItem value={ALL}>{t('All stations')}</DropdownMenuRadioItem>
          {stations.map(({ id, name }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              {name}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
