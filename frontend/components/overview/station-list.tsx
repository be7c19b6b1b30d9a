'use client'

import type { ReactElement } from 'react'

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'
import type { Station } from '@/lib/types'

const ALL = 'all'

interface StationListProps {
  stations: readonly Pick<Station, 'id' | 'name'>[]
  value: string | null
  onChange: (stationId: string | null) => unknown
  align: 'start' | 'end'
  children: ReactElement
}

/** One station or all of them; station-select.tsx loads it. */
export default function StationList({ stations, value, onChange, align, children }: StationListProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align={align}>
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
