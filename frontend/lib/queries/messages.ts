import { keepPreviousData } from '@tanstack/react-query'

import { $api } from '@/lib/api'
import type { Message } from '@/lib/types'
import type { paths } from '@/types/api'

export type MessageQuery = NonNullable<
  paths['/api/admin/chargers/{id}/messages']['get']['parameters']['query']
>

/** One page of the log, newest first; its head is refetched as new frames are logged. `id` null waits. */
export const useMessages = (id: string | null, query: MessageQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/chargers/{id}/messages',
    { params: { path: { id: id ?? '' }, query } },
    { placeholderData: keepPreviousData, enabled: id !== null },
  )

const ANSWER_SEARCH = 10

/** The answer to a request that a filter has separated it from; only asked for while the row is open. */
export function useAnswer(id: string, request: Message, wanted: boolean): Message | null {
  const { data } = $api.useQuery(
    'get',
    '/api/admin/chargers/{id}/messages',
    {
      params: {
        path: { id },
        query: { from: request.at, search: request.message_id ?? '', limit: ANSWER_SEARCH },
      },
    },
    { enabled: wanted && request.type === 'CALL' && request.message_id !== null },
  )
  const answers = data?.items.filter(
    ({ type, message_id, direction }) =>
      (type === 'CALLRESULT' || type === 'CALLERROR') &&
      message_id === request.message_id &&
      direction !== request.direction,
  )
  return answers?.at(-1) ?? null
}
