import { keepPreviousData } from '@tanstack/react-query'

import { $api } from '@/lib/api'
import type { paths } from '@/types/api'

export type AuditQuery = NonNullable<paths['/api/admin/audit']['get']['parameters']['query']>

const POLL_MS = 15_000

/** One page, the latest first. Polled, because no event tells of deeds. */
export const useAudit = (query: AuditQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/audit',
    { params: { query } },
    { placeholderData: keepPreviousData, refetchInterval: POLL_MS },
  )
