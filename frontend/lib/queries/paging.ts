export const PAGE = 200

/** How openapi-react-query follows `next_cursor`. */
export const byCursor = {
  pageParamName: 'cursor',
  // Not undefined, for which it would send `cursor=0`; null is left out of the address.
  initialPageParam: null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}
