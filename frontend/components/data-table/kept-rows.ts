import { createRow, type Row, type RowModel, type Table } from '@tanstack/react-table'

/**
 * The rows of flat data in its order. Unlike the library's own, it keeps those whose data stays where it was: an event
 * changes one of thousands, and the others need not be made again.
 */
export function getKeptRowModel<Data>(): (table: Table<Data>) => () => RowModel<Data> {
  return (table) => {
    let made: Data[] | undefined
    let model: RowModel<Data> = { rows: [], flatRows: [], rowsById: {} }
    return () => {
      const { data } = table.options
      if (data !== made) {
        const before = model.rows
        model = modelOf(
          data.map((original, index) => keptRow(before[index], original) ?? newRow(table, original, index)),
        )
        made = data
      }
      return model
    }
  }
}

const keptRow = <Data>(before: Row<Data> | undefined, original: Data) =>
  before?.original === original ? before : undefined

const newRow = <Data>(table: Table<Data>, original: Data, index: number) =>
  createRow(table, table._getRowId(original, index), original, index, 0)

function modelOf<Data>(rows: Row<Data>[]): RowModel<Data> {
  return { rows, flatRows: rows, rowsById: Object.fromEntries(rows.map((row) => [row.id, row])) }
}
