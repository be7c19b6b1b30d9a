import type { Table } from '@tanstack/react-table'

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

/** Of a list that is wholly in the browser. */
export const tableSelection = <Row>(table: Table<Row>): Selection<Row> => ({
  rows: table.getFilteredSelectedRowModel().rows.map(({ original }) => original),
  all: table.getFilteredRowModel().rows.length,
  busy: false,
  selectAll: () => table.toggleAllRowsSelected(true),
  clear: () => table.resetRowSelection(true),
})
