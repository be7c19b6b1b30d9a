export const PAGE = 200

/** How openapi-react-query follows `next_cursor`. */
export const byCursor = {
  pageParamName: 'cursor',
  initialPageParam: undefined,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}
