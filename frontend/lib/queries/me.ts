import { keepPreviousData } from '@tanstack/react-query'

import { $api } from '@/lib/api'
import { byCursor } from '@/lib/queries/paging'

const POLL_MS = 5_000
const CURVE_POLL_MS = 15_000
const SLOW_POLL_MS = 30_000
const PAGE = 30

/** What runs now. Polled: the event stream is for those who run the chargers. */
export const useMyLiveSessions = () =>
  $api.useQuery(
    'get',
    '/api/me/transactions',
    { params: { query: { state: 'active' } } },
    { refetchInterval: POLL_MS, refetchOnWindowFocus: true, placeholderData: keepPreviousData },
  )

/** All sessions, the latest first, page after page. */
export const useMySessions = () =>
  $api.useInfiniteQuery(
    'get',
    '/api/me/transactions',
    { params: { query: { limit: PAGE } } },
    // What has just ended is there when one looks.
    { ...byCursor, staleTime: 0, refetchInterval: SLOW_POLL_MS },
  )

/** Null waits. A session that has ended does not change any more. */
export const useMySession = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/me/transactions/{id}',
    { params: { path: { id: id ?? '' } } },
    {
      enabled: id !== null,
      refetchInterval: ({ state: { data } }) => (data && data.stopped_at === null ? POLL_MS : false),
    },
  )

export const useMyCurve = (id: string, running: boolean) =>
  $api.useQuery(
    'get',
    '/api/me/transactions/{id}/curve',
    { params: { path: { id } } },
    { refetchInterval: running ? CURVE_POLL_MS : false },
  )

export const useMyCards = () => $api.useQuery('get', '/api/me/id-tags', {}, { refetchInterval: SLOW_POLL_MS })
