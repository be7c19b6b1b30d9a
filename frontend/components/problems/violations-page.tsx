'use client'

import { CircleCheckIcon, CpuIcon, EvChargerIcon, TriangleAlertIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import type { Filter } from '@/components/data-table/filters'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { ruleWords, useOpenViolation, violationColumns } from '@/components/problems/violation-columns'
import { ViolationSheet } from '@/components/problems/violation-sheet'
import { deviceName } from '@/lib/device-name'
import { t } from '@/lib/i18n'
import { useViolations } from '@/lib/queries/problems'
import type { Violation } from '@/lib/types'

const PARAMS = { charger: parseAsString, rule: parseAsString, model: parseAsString, firmware: parseAsString }
type Name = keyof typeof PARAMS

const searchText = (violation: Violation) =>
  [violation.charge_point_id, violation.action, violation.path, violation.message, violation.rule].join(' ')

const VALUES: Record<Name, (violation: Violation) => string> = {
  charger: ({ charger_id }) => charger_id,
  rule: ({ rule }) => rule,
  model: (violation) => deviceName(violation),
  firmware: ({ firmware_version }) => firmware_version,
}
const NAMES = Object.keys(PARAMS) as Name[]

/** Which rules of OCPP chargers have broken, where, and how often. */
export function ViolationsPage() {
  const violations = useViolations()
  const [params, setParams] = useQueryStates(PARAMS)
  const [open, setOpen] = useOpenViolation()
  const rows = useMemo(
    () =>
      violations.items.filter((violation) =>
        NAMES.every((name) => params[name] === null || VALUES[name](violation) === params[name]),
      ),
    [violations.items, params],
  )
  const columns = useMemo(() => violationColumns(), [])
  const list = useListTable({ rows, columns, defaultSort: '-last', searchText })
  const shown = violations.items.find(({ id }) => id === open)
  const set = (change: Partial<typeof params>) => {
    list.url.setPage(0)
    void setParams(change)
  }
  const chargers = new Set(violations.items.map(({ charger_id }) => charger_id)).size
  return (
    <ListPage
      crumb={t('Rule violations')}
      part={problemPart()}
      title={
        violations.loading
          ? t('Rule violations')
          : chargers === 0
            ? t('No rule was broken')
            : t(
                '{kinds, plural, one {# kind of violation} other {# kinds of violations}} by {chargers, plural, one {# charger} other {# chargers}}',
                { kinds: violations.items.length, chargers },
              )
      }
      noun={t('violations')}
      list={list}
      source={violations}
      all={violations.items.length}
      searchPlaceholder={t('Charger, message, field')}
      action={null}
      filters={chipsOf(violations.items, params, set)}
      onClearFilters={() => set({ charger: null, rule: null, model: null, firmware: null })}
      empty={
        <EmptyState icon={CircleCheckIcon} title={t('No rule was broken')}>
          {t('A message that breaks a rule of OCPP is read nevertheless and noted here.')}
        </EmptyState>
      }
    >
      {shown && <ViolationSheet violation={shown} onClose={() => void setOpen(null)} />}
    </ListPage>
  )
}

type Params = Record<Name, string | null>

/** What there is to choose from is what has happened. */
function chipsOf(items: Violation[], params: Params, set: (change: Partial<Params>) => void): Filter[] {
  const chip = (
    key: Name,
    label: string,
    icon: Filter['icon'],
    words: (violation: Violation) => string,
  ): Filter => ({
    key,
    label,
    icon,
    options: [...new Map(items.map((item) => [VALUES[key](item), words(item)]))].map(([value, name]) => ({
      value,
      label: name,
    })),
    value: params[key],
    onChange: (value) => set({ [key]: value }),
  })
  return [
    chip('charger', t('Charger'), EvChargerIcon, ({ charge_point_id }) => charge_point_id ?? t('Unknown')),
    chip('rule', t('Rule'), TriangleAlertIcon, ({ rule }) => ruleWords(rule)),
    chip('model', t('Model'), CpuIcon, VALUES.model),
    chip('firmware', t('Firmware'), CpuIcon, VALUES.firmware),
  ]
}
