'use client'

import { ActivityIcon, PackageIcon, ShapesIcon } from 'lucide-react'
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { firmwareName } from '@/components/firmware/firmware-words'
import { t } from '@/lib/i18n'
import { JOB_KINDS, JOB_STATES } from '@/lib/job-words'
import type { JobQuery } from '@/lib/queries/firmware'
import type { Firmware, Job } from '@/lib/types'

const STATES = Object.keys(JOB_STATES) as Job['state'][]
const KINDS = Object.keys(JOB_KINDS) as Job['kind'][]
const PARAMS = {
  firmware: parseAsString,
  state: parseAsStringLiteral(STATES),
  kind: parseAsStringLiteral(KINDS),
  charger: parseAsString,
  older: parseAsArrayOf(parseAsString),
}
const NOTHING = { firmware: null, state: null, kind: null, charger: null, older: null }

/** What the list of jobs is narrowed to, in the address. */
export function useJobFilters(files: Firmware[]) {
  const [{ firmware, state, kind, charger }, setParams] = useQueryStates(PARAMS)
  const set = (change: Partial<typeof NOTHING | Record<string, string | null>>) =>
    void setParams({ ...change, older: null })
  const list: Filter[] = [
    {
      key: 'firmware',
      label: t('Firmware'),
      icon: PackageIcon,
      options: files.map((file) => ({ value: file.id, label: firmwareName(file) })),
      value: firmware,
      onChange: (value) => set({ firmware: value }),
    },
    {
      key: 'kind',
      label: t('Kind'),
      icon: ShapesIcon,
      options: KINDS.map((value) => ({ value, label: t(JOB_KINDS[value]) })),
      value: kind,
      onChange: (value) => set({ kind: value }),
    },
    {
      key: 'state',
      label: t('State'),
      icon: ActivityIcon,
      options: STATES.map((value) => ({ value, label: t(JOB_STATES[value].label) })),
      value: state,
      onChange: (value) => set({ state: value }),
    },
  ]
  const query: JobQuery = {
    ...(firmware && { firmware_id: firmware }),
    ...(state && { state }),
    ...(kind && { kind }),
    ...(charger && { charger_id: charger }),
  }
  return {
    query,
    list,
    firmware,
    charger,
    setCharger: (id: string | null) => set({ charger: id }),
    any: Object.keys(query).length > 0,
    clear: () => void setParams(NOTHING),
  }
}
