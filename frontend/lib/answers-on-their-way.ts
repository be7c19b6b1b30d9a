import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query'

const onTheirWay = (client: QueryClient, filters: QueryFilters): Query[] =>
  client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })

/** Not called when the answer fails or is given up for a newer request: then nothing old comes into the cache. */
const afterAnswer = (query: Query, act: () => void): void => void query.promise?.then(act, () => undefined)

/** Acts on the cache now, and once more after each answer on its way, which may be older than what we were told. */
export function nowAndAfterAnswers(client: QueryClient, filters: QueryFilters, act: () => void): void {
  act()
  for (const query of onTheirWay(client, filters)) afterAnswer(query, act)
}

/**
 * Asks the server again for what is on the screen. A first answer on its way may be older than the reason to
 * ask, and TanStack Query would take it for the new one (`cancelRefetch`): that is asked for again after it came.
 */
export function askAgain(client: QueryClient, filters: QueryFilters = {}): void {
  const first = onTheirWay(client, filters).filter(({ state }) => state.data === undefined)
  void client.invalidateQueries(filters)
  for (const { promise, queryKey } of first) {
    void promise?.then(
      () => client.invalidateQueries({ queryKey, exact: true }),
      () => undefined,
    )
  }
}
