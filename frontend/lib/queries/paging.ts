/** The most that the server gives at once: ten thousand chargers are twenty answers. */
export const PAGE = 500

/** How openapi-react-query follows `next_cursor`. */
export const byCursor = {
  pageParamName: 'cursor',
  // Not undefined, for which it would send `cursor=0`; null is left out of the address.
  initialPageParam: null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}
