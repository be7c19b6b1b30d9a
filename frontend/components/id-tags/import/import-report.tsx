import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import { saidWords } from '@/lib/said'
import type { ImportReport } from '@/lib/types'

/** More rows than these nobody reads; how many more there are is said. */
const MOST = 200

const words = ({ said, message }: ImportReport['faults'][number]) => (said ? saidWords(said) : message)

/** What would be, or was, created and changed; what is wrong comes first. */
export function ImportReportView({ report }: { report: ImportReport }) {
  const { faults, changes, faulty } = report
  return (
    <>
      <p className="font-medium tabular-nums">{summary(report)}</p>
      {faulty > 0 && (
        <p>{t('Nothing is imported until these rows are right. Correct the file and choose it again.')}</p>
      )}
      {faults.length > 0 && (
        <ul className="max-h-48 space-y-1 overflow-y-auto" tabIndex={0} aria-label={t('What is wrong')}>
          {faults.slice(0, MOST).map((fault) => (
            <li key={`${fault.row} ${fault.column ?? ''} ${fault.message}`} className="flex gap-2">
              <StatusIcon status="rule-broken" className="mt-0.5" />
              <span className="wrap-anywhere">
                {fault.column === null
                  ? t('Row {row}: {message}', { row: fault.row, message: words(fault) })
                  : t('Row {row}, {column}: {message}', {
                      row: fault.row,
                      column: fault.column,
                      message: words(fault),
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {changes.length > 0 && (
        <ul className="max-h-48 space-y-1 overflow-y-auto" tabIndex={0} aria-label={t('What changes')}>
          {changes.slice(0, MOST).map(({ row, key, kind, fields }) => (
            <li key={row} className="flex items-center gap-3">
              <span className="w-14 shrink-0 text-muted-foreground tabular-nums">
                {t('Row {row}', { row })}
              </span>
              <span className="font-medium">{key}</span>
              <StatusBadge plain status="done" label={kind === 'created' ? t('new') : t('changed')} />
              <span className="truncate text-muted-foreground">{fields.join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      {changes.length > MOST && (
        <p className="text-muted-foreground">
          {t('and {more, number} more', { more: changes.length - MOST })}
        </p>
      )}
    </>
  )
}

function summary({ dry_run, created, changed, unchanged, faulty }: ImportReport): string {
  const counts = { created, changed, unchanged, faulty }
  if (faulty > 0) return t('{faulty, plural, one {# row is wrong} other {# rows are wrong}}', counts)
  return dry_run
    ? t('{created, number} new, {changed, number} changed, {unchanged, number} as they are', counts)
    : t(
        'Imported: {created, number} new, {changed, number} changed, {unchanged, number} as they were',
        counts,
      )
}
