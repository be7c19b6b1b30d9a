'use client'

import { useMemo } from 'react'

import type { MessageFilters } from '@/components/messages/message-filters'
import { toExchanges, type Exchange } from '@/lib/ocpp/exchanges'
import { useMessages, type MessageQuery } from '@/lib/queries/messages'
import type { Message } from '@/lib/types'

const PAGE = 100

/** The page of the log that the filters and the cursor select, each answer folded into its request. */
export function useMessageLog(chargerId: string, filters: MessageFilters, cursor: string | null) {
  const { direction, rules, q } = filters
  const query = useMessages(chargerId, toQuery(filters, cursor))
  const frames = query.data?.items
  const answers = useAnswers(chargerId, direction === 'out' ? frames : undefined)
  const exchanges = useMemo(() => {
    const all = toExchanges(merge(frames ?? [], answers), q === '' && rules === 'all')
    return direction === 'both' ? all : all.filter(({ message }) => message.direction === direction)
  }, [frames, answers, direction, q, rules])
  return { ...query, frames: frames ?? [], exchanges, next: query.data?.next_cursor ?? null }
}

/**
 * Our own requests are few among the charger's, so they are asked for by themselves. The charger's make up nearly
 * all of the log: there the whole of it is read, and with it the answers.
 */
function toQuery({ direction, action, rules, q, from }: MessageFilters, cursor: string | null): MessageQuery {
  return {
    limit: PAGE,
    ...(direction === 'out' && { direction: 'out' as const, type: 'CALL' as const }),
    ...(action !== 'all' && { action }),
    ...(rules === 'broken' && { violations: true }),
    ...(q && { search: q }),
    ...(from && { from }),
    ...(cursor && { cursor }),
  }
}

/** The charger's answers since the oldest of our requests; there are as few as there are requests. */
function useAnswers(chargerId: string, requests: Message[] | undefined): Message[] {
  const oldest = requests?.at(-1)?.at
  const query: MessageQuery = {
    limit: PAGE,
    direction: 'in',
    type: 'CALLRESULT',
    ...(oldest && { from: oldest }),
  }
  const { data } = useMessages(requests?.length ? chargerId : null, query)
  return requests?.length ? (data?.items ?? []) : []
}

function merge(frames: Message[], answers: Message[]): Message[] {
  if (answers.length === 0) return frames
  return [...frames, ...answers].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || compareIds(b.id, a.id))
}

const compareIds = (a: string, b: string) => Number(a) - Number(b)

/** One frame per line, as the API gives it. */
export function toJsonLines(exchanges: Exchange[]): string {
  const frames = exchanges.flatMap(({ message, answer }) => (answer ? [message, answer] : [message]))
  return frames.map((frame) => JSON.stringify(frame)).join('\n') + '\n'
}
