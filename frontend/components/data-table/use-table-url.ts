'use client'

import type { SortingState, VisibilityState } from '@tanstack/react-table'
import { parseAsArrayOf, parseAsIndex, parseAsString, useQueryStates } from 'nuqs'
import { useDeferredValue } from 'react'

const PARAMS = {
  q: parseAsString.withDefault(''),
  sort: parseAsString.withDefault(''),
  hide: parseAsArrayOf(parseAsString).withDefault([]),
  page: parseAsIndex.withDefault(0),
}

const sortingOf = (sort: string): SortingState => [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }]

/** Search, order, hidden columns and page of a table, all of it in the address. `sort=-name` is descending. */
export function useTableUrl(defaultSort: string) {
  const [params, setParams] = useQueryStates(PARAMS, { history: 'replace' })
  // Who types or sorts sees that first: what the server is asked for follows a frame later.
  const asked = useDeferredValue(params)
  const columnVisibility: VisibilityState = Object.fromEntries(params.hide.map((id) => [id, false]))

  return {
    search: params.q,
    asked: { search: asked.q, sorting: sortingOf(asked.sort || defaultSort) },
    page: params.page,
    sorting: sortingOf(params.sort || defaultSort),
    columnVisibility,
    setSearch: (q: string) => void setParams({ q: q || null, page: null }),
    setPage: (page: number) => void setParams({ page: page || null }),
    setSorting: ([first]: SortingState) =>
      void setParams({ sort: first ? `${first.desc ? '-' : ''}${first.id}` : null, page: null }),
    setColumnVisibility: (visibility: VisibilityState) => {
      const hidden = Object.keys(visibility).filter((id) => visibility[id] === false)
      void setParams({ hide: hidden.length > 0 ? hidden : null })
    },
  }
}
