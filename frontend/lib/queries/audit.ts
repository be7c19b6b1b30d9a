import { keepPreviousData } from '@tanstack/react-query'

import { $api } from '@/lib/api'
import type { paths } from '@/types/api'

export type AuditQuery = NonNullable<paths['/api/admin/audit']['get']['parameters']['query']>

/** One page, the latest first. */
export const useAudit = (query: AuditQuery) =>
  $api.useQuery('get', '/api/admin/audit', { params: { query } }, { placeholderData: keepPreviousData })
