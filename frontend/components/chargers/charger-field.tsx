'use client'

import { ChargerPicker } from '@/components/chargers/charger-picker'
import { t } from '@/lib/i18n'
import { useCharger } from '@/lib/queries/chargers'

interface ChargerFieldProps {
  /** Our own id; null: all chargers. */
  value: string | null
  onChange: (id: string | null) => void
}

/** What a log is narrowed to: one charger of many, or all. */
export function ChargerField({ value, onChange }: ChargerFieldProps) {
  const all = t('All chargers')
  const { data } = useCharger(value)
  return (
    <ChargerPicker
      value={value === null ? null : (data ?? null)}
      onChange={({ id }) => onChange(id)}
      placeholder={value === null ? all : t('Unknown')}
      none={value === null ? null : { label: all, onChoose: () => onChange(null) }}
      className="px-2.5 text-sm shadow-card sm:h-8 sm:w-56"
    />
  )
}
