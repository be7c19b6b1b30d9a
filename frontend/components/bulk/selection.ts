/** Rows that are selected and match search and filters: what is not seen is not acted on. */
export interface Selection<Row> {
  rows: Row[]
  /** How many match. */
  all: number
  /** All are being fetched. */
  busy: boolean
  selectAll: () => void
  clear: () => void
}
