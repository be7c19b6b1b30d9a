'use client'

import { DownloadIcon, UploadIcon } from 'lucide-react'
import { useState, type ChangeEvent } from 'react'

import { IMPORT_COLUMNS, readImport, type ImportRow } from '@/components/chargers/import-rows'
import { useImport, type ImportResult } from '@/components/chargers/use-import'
import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog'
import { downloadCsv, toCsv } from '@/lib/csv'
import { formatNumber } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { fetchStationMap } from '@/lib/queries/stations'

export function ImportDialog() {
  return (
    <Dialog>
      <DialogTrigger className="flex items-center gap-1.5 text-muted-foreground hover:text-foreground">
        <UploadIcon aria-hidden="true" className="size-4" /> {t('Import many from a CSV file')}
      </DialogTrigger>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t('Import chargers')}</DialogTitle>
          <DialogDescription>
            {rich(
              'One charger a line, under a line that names the columns: <code>{columns}</code>. Only the name is needed; a password is made where none is given.',
              {
                columns: IMPORT_COLUMNS.join(', '),
                code: (text) => <span className="font-mono text-xs">{text}</span>,
              },
            )}
          </DialogDescription>
        </DialogHeader>
        <ImportBody />
      </DialogContent>
    </Dialog>
  )
}

function ImportBody() {
  const { results, running, run } = useImport()
  const [rows, setRows] = useState<ImportRow[] | null>(null)
  const [error, setError] = useState<string | null>(null)

  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (!file) return
    setError(null)
    try {
      setRows(readImport(await file.text(), await fetchStationMap()))
    } catch (reason) {
      setRows(null)
      setError(describeError(reason))
    }
  }
  if (rows && (running || results.length > 0)) return <Results results={results} total={rows.length} />
  const ready = rows?.filter(({ body }) => body !== null) ?? []
  return (
    <>
      <input
        type="file"
        accept=".csv,text/csv"
        aria-label={t('CSV file')}
        onChange={read}
        className="rounded-md border border-dashed border-input p-3 text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-solid file:border-input file:bg-card file:px-3 file:font-medium"
      />
      {error && (
        <p role="alert" className="text-destructive">
          {error}
        </p>
      )}
      {rows && <Problems results={rows} />}
      <DialogFooter>
        <Button size="lg" disabled={ready.length === 0} onClick={() => void run(rows ?? [])}>
          {ready.length > 0
            ? t('{count, plural, one {Add # charger} other {Add # chargers}}', { count: ready.length })
            : t('Add chargers')}
        </Button>
      </DialogFooter>
    </>
  )
}

function Results({ results, total }: { results: ImportResult[]; total: number }) {
  const added = results.filter(({ problem }) => problem === null)
  const done = results.length === total
  const save = () =>
    downloadCsv(
      'charger passwords',
      toCsv(
        ['name', 'password'],
        added.map(({ name, password }) => [name, password]),
      ),
    )
  return (
    <>
      <div role="status" className="grid gap-2">
        <p className="font-medium">
          {done
            ? t('{count, plural, one {# charger added} other {# chargers added}}', { count: added.length })
            : t('{count} of {total}', { count: formatNumber(results.length), total: formatNumber(total) })}
        </p>
        <progress
          aria-label={t('Import')}
          value={results.length}
          max={total}
          className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        />
      </div>
      <Problems results={results} />
      {done && added.length > 0 && (
        <DialogFooter className="sm:items-center sm:justify-between">
          <span className="text-xs text-muted-foreground">
            {t('Passwords are shown once, so keep the file.')}
          </span>
          <Button size="lg" onClick={save}>
            <DownloadIcon /> {t('Names and passwords')}
          </Button>
        </DialogFooter>
      )}
    </>
  )
}

function Problems({ results }: { results: { number: number; name: string; problem: string | null }[] }) {
  const problems = results.filter(({ problem }) => problem !== null)
  if (problems.length === 0) return null
  return (
    <ul className="max-h-48 space-y-1 overflow-y-auto" tabIndex={0} aria-label={t('Left out')}>
      {problems.map(({ number, name, problem }) => (
        <li key={number} className="flex gap-2">
          <StatusIcon status="rule-broken" className="mt-0.5" />
          <span>
            {t('Charger {number}', { number })}
            {name && `, ${name}`}: {problem}
          </span>
        </li>
      ))}
    </ul>
  )
}
