import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import type { Transaction } from '@/lib/types'
import type { paths } from '@/types/api'

export type TransactionQuery = NonNullable<paths['/api/admin/transactions']['get']['parameters']['query']>
export type TransactionFilter = Omit<TransactionQuery, 'limit' | 'cursor'>

/** One page, latest start first. */
export const useTransactions = (query: TransactionQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/transactions',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

/** Totals of everything the filter selects. */
export const useTransactionSummary = (filter: TransactionFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/transactions/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

export const useTransaction = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/transactions/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

/** Power and energy over time; samples of a running session are appended as they come. */
export const useCurve = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/transactions/{id}/curve',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

const EXPORT_PAGE = 200
export const EXPORT_LIMIT = 10_000

/** Everything the filter selects, up to `EXPORT_LIMIT` rows. */
export async function fetchForExport(filter: TransactionFilter): Promise<Transaction[]> {
  const rows: Transaction[] = []
  let cursor: string | null = null
  do {
    const query: TransactionQuery = { ...filter, limit: EXPORT_PAGE, ...(cursor ? { cursor } : {}) }
    const { data } = await api.GET('/api/admin/transactions', { params: { query } })
    rows.push(...(data?.items ?? []))
    cursor = data?.next_cursor ?? null
  } while (cursor && rows.length < EXPORT_LIMIT)
  return rows.slice(0, EXPORT_LIMIT)
}

/** Stops at the charger when it can, closes the record when it cannot. */
export function useForceStop() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/transactions/{id}/force-stop', { params: { path: { id } } })
      if (!data) throw new Error(t('The server answered without the transaction'))
      return data
    },
    onSuccess: (_, id) =>
      client.invalidateQueries({
        queryKey: ['get', '/api/admin/transactions/{id}', { params: { path: { id } } }],
      }),
  })
}

interface Settling {
  id: string
  /** In Wh; undefined where the record stays as it is. */
  meterStop: number | undefined
}

/** Says what a doubtful record is: it needs nobody any more. */
export function useSettle() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, meterStop }: Settling) => {
      const params = { path: { id } }
      const body = meterStop === undefined ? {} : { meter_stop: meterStop }
      await api.POST('/api/admin/transactions/{id}/settle', { params, body })
    },
    onSuccess: (_, { id }) =>
      Promise.all([
        client.invalidateQueries({
          queryKey: ['get', '/api/admin/transactions/{id}', { params: { path: { id } } }],
        }),
        client.invalidateQueries({ queryKey: ['get', '/api/admin/attention'] }),
      ]),
  })
}
