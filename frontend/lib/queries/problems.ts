import { $api } from '@/lib/api'
import { byCursor, PAGE } from '@/lib/queries/paging'
import { useAllPages } from '@/lib/use-all-pages'

const page = { params: { query: { limit: PAGE } } }

/** Refused connections, one row for each identity, address and cause. */
export const useRefusals = () =>
  useAllPages($api.useInfiniteQuery('get', '/api/admin/refusals', page, byCursor))

/** Kinds of broken rules, one row for each charger and firmware. */
export const useViolations = () =>
  useAllPages($api.useInfiniteQuery('get', '/api/admin/violations', page, byCursor))

/** How well models keep to the rules. */
export const useScorecards = () =>
  useAllPages($api.useInfiniteQuery('get', '/api/admin/scorecards', page, byCursor))

/** Stops that fitted no transaction when they came: those that still wait, or those that have found theirs since. */
export const useQuarantinedStops = (joined: boolean) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/transactions/quarantined',
      { params: { query: { limit: PAGE, joined } } },
      byCursor,
    ),
  )

/** How well one charger keeps to the rules, and which it breaks. */
export const useConformance = (id: string) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/conformance', { params: { path: { id } } })
