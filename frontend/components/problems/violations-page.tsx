'use client'

import { CircleCheckIcon, CpuIcon, EvChargerIcon, TriangleAlertIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import type { Filter } from '@/components/data-table/filters'
import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { useViolationList } from '@/components/problems/use-violation-list'
import { ruleWords, useOpenViolation, violationColumns } from '@/components/problems/violation-columns'
import { ViolationSheet } from '@/components/problems/violation-sheet'
import { deviceName } from '@/lib/device-name'
import { t } from '@/lib/i18n'
import { useCharger } from '@/lib/queries/chargers'
import { useViolation, useViolationSummary, type ViolationFilter } from '@/lib/queries/problems'
import type { ViolationSummary } from '@/lib/types'

const PARAMS = { charger: parseAsString, rule: parseAsString, model: parseAsString, firmware: parseAsString }
const NO_FILTER = { charger: null, rule: null, model: null, firmware: null }
const EVERYTHING = {}

type Kinds = ViolationSummary['kinds']
type Params = Record<keyof typeof PARAMS, string | null>

/** Which rules of OCPP chargers have broken, where, and how often. */
export function ViolationsPage() {
  const field = useViolationSummary(EVERYTHING).data
  const [params, setParams] = useQueryStates(PARAMS)
  const [open, setOpen] = useOpenViolation()
  const columns = useMemo(() => violationColumns(), [])
  const { list, rows, source, fetchAll } = useViolationList({
    columns,
    filter: filterOf(params, field?.kinds),
  })
  const filters = useChips(params, field?.kinds ?? [], (change) => void setParams(change))
  const opened = useViolation(open)
  const shown = rows.find(({ id }) => id === open) ?? opened
  return (
    <ListPage
      crumb={t('Rule violations')}
      part={problemPart()}
      title={
        field
          ? field.total === 0
            ? t('No rule was broken')
            : t(
                '{kinds, plural, one {# kind of violation} other {# kinds of violations}} by {chargers, plural, one {# charger} other {# chargers}}',
                { kinds: field.total, chargers: field.chargers },
              )
          : t('Rule violations')
      }
      noun={t('violations')}
      list={list}
      source={source}
      all={field?.total ?? rows.length}
      searchPlaceholder={t('Charger, message, field')}
      action={null}
      exporting={<ExportAll table={list.table} name={t('violations')} fetchAll={fetchAll} />}
      filters={filters}
      onClearFilters={() => void setParams(NO_FILTER)}
      empty={
        <EmptyState icon={CircleCheckIcon} title={t('No rule was broken')}>
          {t('A message that breaks a rule of OCPP is read nevertheless and noted here.')}
        </EmptyState>
      }
    >
      {open && shown && <ViolationSheet violation={shown} onClose={() => void setOpen(null)} />}
    </ListPage>
  )
}

/** A model is named with its vendor: what the two are is known once the kinds are here. */
function filterOf({ charger, rule, model, firmware }: Params, kinds?: Kinds): ViolationFilter | null {
  if (model !== null && !kinds) return null
  const device = kinds?.find((kind) => deviceName(kind) === model)
  return {
    ...(charger && { charger_id: charger }),
    ...(rule && { rule }),
    ...(model !== null && { vendor: device?.vendor ?? '', model: device?.model ?? model }),
    ...(firmware !== null && { firmware_version: firmware }),
  }
}

/** What there is to choose from is what has happened. */
function useChips(params: Params, kinds: Kinds, set: (change: Partial<Params>) => void): Filter[] {
  const one = useCharger(params.charger).data
  const chip = (
    key: keyof Params,
    label: string,
    icon: Filter['icon'],
    values: string[],
    words: (value: string) => string = (value) => value,
  ): Filter => ({
    key,
    label,
    icon,
    options: [...new Set(values)].map((value) => ({ value, label: words(value) })),
    value: params[key],
    onChange: (value) => set({ [key]: value }),
  })
  const ofCharger = chip(
    'charger',
    t('Charger'),
    EvChargerIcon,
    params.charger ? [params.charger] : [],
    () => one?.charge_point_id ?? t('Unknown'),
  )
  return [
    // Of a whole fleet one is found by search; a link from a charger sets it.
    ...(params.charger ? [ofCharger] : []),
    chip(
      'rule',
      t('Rule'),
      TriangleAlertIcon,
      kinds.map(({ rule }) => rule),
      ruleWords,
    ),
    chip('model', t('Model'), CpuIcon, kinds.map(deviceName)),
    chip(
      'firmware',
      t('Firmware'),
      CpuIcon,
      kinds.map(({ firmware_version }) => firmware_version),
    ),
  ]
}
