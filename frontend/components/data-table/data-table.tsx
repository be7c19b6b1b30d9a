'use client'

import {
  flexRender,
  type Column,
  type Header,
  type Row,
  type Table as TableModel,
} from '@tanstack/react-table'
import { ArrowDownIcon, ArrowUpIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { memo, useDeferredValue, useRef, type ReactNode, type RefObject } from 'react'

import { EndlessRows, type Endless } from '@/components/data-table/endless-rows'
import { useScrollMark } from '@/components/data-table/use-scroll-mark'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/i18n'
import { useHotkey } from '@/lib/use-hotkey'
import { cn } from '@/lib/utils'

const SKELETON_ROWS = 10
const HEAD_ROWS = 1

interface DataTableProps<Data> {
  table: TableModel<Data>
  /** What the rows are, for a screen reader. */
  label: string
  loading: boolean
  /** In place of the rows when there are none. */
  empty: ReactNode
  /** Where a row leads; its first cell should hold the same link, for the keyboard. */
  rowHref?: (row: Data) => string
  /** What a row opens where it leads nowhere: a sheet beside the table. */
  onOpen?: (row: Data) => void
  footer?: ReactNode
  /** Where the rows come page by page while they are scrolled. */
  endless?: Endless
  /** One of the rows is in a sheet beside, through which the same keys walk. */
  sheetOpen?: boolean
}

/** Rows 40, head 32, hairlines. j/k and the arrows walk the rows, Enter opens one. */
export function DataTable<Data>(props: DataTableProps<Data>) {
  const { table, label, loading, empty, rowHref, onOpen, footer, endless, sheetOpen } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const come = table.getRowModel().rows
  // Who types, sorts or filters sees that at once: other rows are drawn when there is time. The first come at once.
  const drawn = useDeferredValue(come)
  const rows = drawn.length > 0 ? drawn : come
  const columns = table.getVisibleLeafColumns()
  useRowKeys(sheetOpen ? null : body)
  useScrollMark(body)
  return (
    <Card className="overflow-hidden">
      <Table aria-label={label} aria-busy={loading} aria-rowcount={endless && HEAD_ROWS + endless.total}>
        <TableHeader>
          {table.getHeaderGroups().map((group) => (
            <TableRow key={group.id} className="hover:bg-transparent">
              {group.headers.map((header) => (
                <HeadCell key={header.id} header={header} />
              ))}
            </TableRow>
          ))}
        </TableHeader>
        <TableBody ref={body}>
          {loading && <SkeletonRows columns={columns.length} />}
          {!loading && endless && (
            <EndlessRows rows={rows} endless={endless}>
              {(row, index, measure) => (
                <BodyRow
                  key={row.id}
                  row={row}
                  columns={columns}
                  selected={row.getIsSelected()}
                  href={rowHref?.(row.original)}
                  onOpen={onOpen}
                  index={index}
                  measure={measure}
                />
              )}
            </EndlessRows>
          )}
          {!loading &&
            !endless &&
            rows.map((row) => (
              <BodyRow
                key={row.id}
                row={row}
                columns={columns}
                selected={row.getIsSelected()}
                href={rowHref?.(row.original)}
                onOpen={onOpen}
              />
            ))}
        </TableBody>
      </Table>
      {!loading && rows.length === 0 && <div className="border-t">{empty}</div>}
      {footer}
    </Card>
  )
}

/** Null where the same keys walk through something else. */
export function useRowKeys(body: RefObject<HTMLElement | null> | null): void {
  const move = (step: number) => () => {
    const links = [...(body?.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
    const current = links.findIndex((link) => link === document.activeElement)
    links[Math.min(links.length - 1, Math.max(0, current + step))]?.focus()
  }
  useHotkey({ key: 'j' }, body && move(1))
  useHotkey({ key: 'k' }, body && move(-1))
  useHotkey({ key: 'arrowdown' }, body && move(1))
  useHotkey({ key: 'arrowup' }, body && move(-1))
}

function HeadCell<Data>({ header }: { header: Header<Data, unknown> }) {
  const { column } = header
  const { align, className, label } = column.columnDef.meta ?? {}
  const sorted = column.getIsSorted()
  const Icon = sorted === 'desc' ? ArrowDownIcon : ArrowUpIcon
  const head = column.columnDef.header
  const content = typeof head === 'string' ? t(head) : flexRender(head, header.getContext())
  return (
    <TableHead
      className={cn('h-9', align === 'right' && 'text-right', sorted && 'text-foreground', className)}
      aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          className={cn(
            'inline-flex min-h-8 items-center gap-1 hover:text-foreground',
            align === 'right' ? 'text-right' : 'text-left',
          )}
        >
          {content}
          {sorted && <Icon aria-hidden="true" className="size-3.5" />}
        </button>
      ) : (
        (content ?? <span className="sr-only">{label && t(label)}</span>)
      )}
    </TableHead>
  )
}

interface BodyRowProps<Data> {
  row: Row<Data>
  /** Which of its cells are shown, and whether it is selected: the table keeps both and changes them in place. */
  columns: Column<Data>[]
  selected: boolean
  href: string | undefined
  onOpen: ((row: Data) => void) | undefined
  /** Of a list of which only a part is in the document. */
  index?: number
  measure?: (row: Element | null) => void
}

function DrawnRow<Data>({ row, selected, href, onOpen, index, measure }: BodyRowProps<Data>) {
  const router = useRouter()
  return (
    <TableRow
      {...(index !== undefined && {
        ref: measure,
        'data-index': index,
        'aria-rowindex': HEAD_ROWS + index + 1,
      })}
      data-state={selected ? 'selected' : undefined}
      className={cn('focus-within:bg-muted/60', (href || onOpen) && 'cursor-pointer')}
      onClick={(event) => {
        // Links, buttons and menus inside the row do their own thing.
        const own =
          event.target instanceof Element && event.target.closest('a, button, input, [role=menuitem]')
        if (own) return
        if (href) router.push(href)
        else onOpen?.(row.original)
      }}
    >
      {row.getVisibleCells().map((cell) => {
        const { align, className } = cell.column.columnDef.meta ?? {}
        return (
          <TableCell key={cell.id} className={cn(align === 'right' && 'text-right tabular-nums', className)}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </TableCell>
        )
      })}
    </TableRow>
  )
}

/** The table makes all rows anew when one changes or more come: only those are drawn that show something else. */
function isDrawn<Data>(drawn: BodyRowProps<Data>, next: BodyRowProps<Data>): boolean {
  const props = Object.keys(next) as (keyof BodyRowProps<Data>)[]
  return props.every((prop) =>
    prop === 'row' ? drawn.row.original === next.row.original : drawn[prop] === next[prop],
  )
}

const BodyRow = memo(DrawnRow, isDrawn) as typeof DrawnRow

function SkeletonRows({ columns }: { columns: number }) {
  return Array.from({ length: SKELETON_ROWS }, (_, index) => (
    <TableRow key={index}>
      <TableCell colSpan={columns}>
        <Skeleton className="h-5" />
      </TableCell>
    </TableRow>
  ))
}
