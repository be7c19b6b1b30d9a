'use client'

import { ShieldAlertIcon, TriangleAlertIcon } from 'lucide-react'
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { t } from '@/lib/i18n'
import type { SecurityEventQuery } from '@/lib/queries/security'
import { EVENT_TYPES } from '@/lib/security-words'

const YES = 'yes'
const PARAMS = {
  charger: parseAsString,
  type: parseAsString,
  critical: parseAsStringLiteral([YES, 'no'] as const),
  older: parseAsArrayOf(parseAsString),
}
const NOTHING = { charger: null, type: null, critical: null, older: null }

/** What the log is narrowed to, in the address. */
export function useEventFilters() {
  const [{ charger, type, critical }, setParams] = useQueryStates(PARAMS)
  const list: Filter[] = [
    {
      key: 'critical',
      label: t('Severity'),
      icon: TriangleAlertIcon,
      options: [
        { value: YES, label: t('Critical') },
        { value: 'no', label: t('For information') },
      ],
      value: critical,
      onChange: (value) => void setParams({ critical: value as typeof critical, older: null }),
    },
    {
      key: 'type',
      label: t('Type'),
      icon: ShieldAlertIcon,
      options: EVENT_TYPES.map((value) => ({ value, label: value })),
      value: type,
      onChange: (value) => void setParams({ type: value, older: null }),
    },
  ]
  const query: SecurityEventQuery = {
    ...(charger && { charger_id: charger }),
    ...(type && { type }),
    ...(critical && { critical: critical === YES }),
  }
  return {
    query,
    list,
    charger,
    setCharger: (id: string | null) => void setParams({ charger: id, older: null }),
    any: Object.keys(query).length > 0,
    clear: () => void setParams(NOTHING),
  }
}
