import { keepPreviousData } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE, SCREENS } from '@/lib/queries/paging'
import type { QuarantinedStop, Refusal, Violation } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

const page = { params: { query: { limit: PAGE } } }

export type RefusalQuery = NonNullable<paths['/api/admin/refusals']['get']['parameters']['query']>
export type RefusalFilter = NonNullable<paths['/api/admin/refusals/summary']['get']['parameters']['query']>

/** Refused connections, one row for each identity, address and cause, as the server searches and sorts them. */
export const useRefusalPages = (query: Omit<RefusalQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/refusals',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many the filter selects, how many attempts they are, and of which causes. */
export const useRefusalSummary = (filter: RefusalFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/refusals/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export const fetchRefusals = (query: Omit<RefusalQuery, 'limit' | 'cursor'>): Promise<Refusal[]> =>
  everyPage((paging) => api.GET('/api/admin/refusals', { params: { query: { ...query, ...paging } } }))

export type ViolationQuery = NonNullable<paths['/api/admin/violations']['get']['parameters']['query']>
export type ViolationFilter = NonNullable<
  paths['/api/admin/violations/summary']['get']['parameters']['query']
>

/** Kinds of broken rules, one row for each charger and firmware, as the server searches and sorts them; null waits. */
export const useViolationPages = (query: Omit<ViolationQuery, 'limit' | 'cursor'> | null) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/violations',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData, enabled: query !== null },
  )

/** How many the filter selects, and of what they are; null waits. */
export const useViolationSummary = (filter: ViolationFilter | null) =>
  $api.useQuery(
    'get',
    '/api/admin/violations/summary',
    { params: { query: filter ?? {} } },
    { placeholderData: keepPreviousData, enabled: filter !== null },
  )

/** Everything that the filter selects. */
export const fetchViolations = (query: Omit<ViolationQuery, 'limit' | 'cursor'>): Promise<Violation[]> =>
  everyPage((paging) => api.GET('/api/admin/violations', { params: { query: { ...query, ...paging } } }))

/** One of them; null waits. */
export const useViolation = (id: string | null) =>
  $api
    .useQuery(
      'get',
      '/api/admin/violations',
      { params: { query: { id: id ? [id] : [] } } },
      { enabled: id !== null },
    )
    .data?.items.at(0)

/** How well models keep to the rules. */
export const useScorecards = () =>
  useAllPages($api.useInfiniteQuery('get', '/api/admin/scorecards', page, byCursor))

type QuarantinedQuery = NonNullable<
  paths['/api/admin/transactions/quarantined']['get']['parameters']['query']
>
type QuarantinedFilter = NonNullable<
  paths['/api/admin/transactions/quarantined/summary']['get']['parameters']['query']
>

/** Stops that fitted no transaction when they came, as the server searches and sorts them. */
export const useQuarantinedPages = (query: Omit<QuarantinedQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/transactions/quarantined',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many of those that the filter selects wait for their start, and how many have found it since. */
export const useQuarantinedSummary = (filter: QuarantinedFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/transactions/quarantined/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export const fetchQuarantinedStops = (
  query: Omit<QuarantinedQuery, 'limit' | 'cursor'>,
): Promise<QuarantinedStop[]> =>
  everyPage((paging) =>
    api.GET('/api/admin/transactions/quarantined', { params: { query: { ...query, ...paging } } }),
  )

/** How well one charger keeps to the rules, and which it breaks. */
export const useConformance = (id: string) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/conformance', { params: { path: { id } } })
