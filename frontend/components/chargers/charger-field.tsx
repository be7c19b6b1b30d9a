'use client'

import { useId, useState } from 'react'

import { Input } from '@/components/ui/input'
import { t } from '@/lib/i18n'
import { useChargers } from '@/lib/queries/chargers'

interface ChargerFieldProps {
  /** Our own id; null: all chargers. */
  value: string | null
  onChange: (id: string | null) => void
}

/** One charger of many, by its name with suggestions: a menu would be too long. */
export function ChargerField({ value, onChange }: ChargerFieldProps) {
  const id = useId()
  const { items: chargers } = useChargers()
  const [draft, setDraft] = useState<string | null>(null)
  const name = chargers.find((charger) => charger.id === value)?.charge_point_id ?? ''
  const type = (text: string) => {
    const found = chargers.find(
      ({ charge_point_id }) => charge_point_id.toLowerCase() === text.trim().toLowerCase(),
    )
    setDraft(found || text === '' ? null : text)
    if (found) onChange(found.id)
    else if (text === '') onChange(null)
  }
  return (
    <>
      <Input
        type="search"
        list={id}
        aria-label={t('Charger')}
        placeholder={t('All chargers')}
        value={draft ?? name}
        onChange={({ target }) => type(target.value)}
        onBlur={() => setDraft(null)}
        className="h-10 w-full text-sm sm:h-8 sm:w-44"
      />
      <datalist id={id}>
        {chargers.map(({ id: key, charge_point_id, station_name }) => (
          <option key={key} value={charge_point_id}>
            {station_name}
          </option>
        ))}
      </datalist>
    </>
  )
}
