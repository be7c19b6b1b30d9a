'use client'

import { useState, type ReactElement } from 'react'

import { StationSearch } from '@/components/stations/station-search'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { t } from '@/lib/i18n'

interface StationListProps {
  value: string | null
  onChange: (stationId: string | null) => unknown
  align: 'start' | 'end'
  children: ReactElement
}

/** One station or all of them; station-select.tsx loads it. */
export default function StationList({ value, onChange, align, children }: StationListProps) {
  const [open, setOpen] = useState(true)
  const choose = (id: string | null) => {
    void onChange(id)
    setOpen(false)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={t('Station')} align={align} className="w-80 max-w-[calc(100vw-2rem)] p-0">
        <StationSearch
          value={value}
          onChoose={({ id }) => choose(id)}
          none={{ label: t('All stations'), onChoose: () => choose(null) }}
        />
      </PopoverContent>
    </Popover>
  )
}
