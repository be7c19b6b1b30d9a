'use client'

import type { RowSelectionState } from '@tanstack/react-table'
import { useState } from 'react'

import type { Selection } from '@/components/bulk/selection'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'

interface ServerSelectionOptions<Row> {
  /** What the list is narrowed to: another scope begins with nothing selected. */
  scope: string
  all: number
  fetchAll: () => Promise<Row[]>
}

/** Of a list that the server pages: what is selected stays so on the next page. */
export function useServerSelection<Row extends { id: string }>(options: ServerSelectionOptions<Row>) {
  const { scope, all, fetchAll } = options
  const [chosen, setChosen] = useState<{ scope: string; rows: Row[] }>({ scope, rows: [] })
  const [busy, setBusy] = useState(false)
  const rows = chosen.scope === scope ? chosen.rows : []
  const set = (next: Row[]) => setChosen({ scope, rows: next })
  const select = (ids: RowSelectionState, shown: Row[]) => {
    const here = new Set(shown.map(({ id }) => id))
    const elsewhere = rows.filter(({ id }) => !here.has(id))
    set([...elsewhere, ...shown].filter(({ id }) => ids[id]))
  }
  const selectAll = async () => {
    setBusy(true)
    try {
      set(await fetchAll())
    } catch (error) {
      toast.error(t('Not all could be selected'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  const selection: Selection<Row> = {
    rows,
    all,
    busy,
    selectAll: () => void selectAll(),
    clear: () => set([]),
  }
  return { ...selection, ids: Object.fromEntries(rows.map(({ id }) => [id, true])), select }
}
