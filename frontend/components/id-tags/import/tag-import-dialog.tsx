'use client'

import { useMutation } from '@tanstack/react-query'
import { useState, type ChangeEvent } from 'react'

import { ImportReportView } from '@/components/id-tags/import/import-report'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { importIdTags, SHEET, useRefreshIdTags } from '@/lib/queries/id-tags'
import type { ImportReport } from '@/lib/types'

/** A file is looked through first; nothing changes until all of its rows are right. */
export function TagImportDialog({ onClose }: { onClose: () => void }) {
  const [table, setTable] = useState<File | null>(null)
  const refresh = useRefreshIdTags()
  // Errors are shown here, not as a message that goes by.
  const onError = () => undefined
  const look = useMutation({ mutationFn: (file: File) => importIdTags(file, true), onError })
  const take = useMutation({
    mutationFn: (file: File) => importIdTags(file, false),
    onSuccess: refresh,
    onError,
  })
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (!file) return
    setTable(file)
    take.reset()
    look.mutate(file)
  }
  const report = take.data ?? look.data
  const error = take.error ?? look.error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>{t('Import id tags')}</DialogTitle>
          <DialogDescription>
            {t(
              'A CSV or XLSX file with the columns of the export; id_tag is enough. Known tags are changed, others added, none removed.',
            )}
          </DialogDescription>
        </DialogHeader>
        {!take.data && (
          <input
            type="file"
            accept={`.csv,.xlsx,text/csv,${SHEET}`}
            aria-label={t('File')}
            onChange={choose}
            className="rounded-md border border-dashed border-input p-3 text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-solid file:border-input file:bg-card file:px-3 file:font-medium"
          />
        )}
        <div role="status" className="text-muted-foreground empty:hidden">
          {look.isPending && t('Looking through the file')}
          {take.isPending && t('Importing')}
        </div>
        {error && (
          <p role="alert" className="text-destructive">
            {describeError(error)}
          </p>
        )}
        {report && !look.isPending && <ImportReportView report={report} />}
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {take.data ? t('Close') : t('Cancel')}
          </Button>
          {!take.data && (
            <Button
              size="lg"
              disabled={!table || !mayTake(look.data) || take.isPending || look.isPending}
              onClick={() => table && take.mutate(table)}
            >
              {importWords(look.data)}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

const mayTake = (report: ImportReport | undefined): boolean =>
  report !== undefined && report.faulty === 0 && report.created + report.changed > 0

function importWords(report: ImportReport | undefined): string {
  const count = report ? report.created + report.changed : 0
  return count === 0
    ? t('Import id tags')
    : t('{count, plural, one {Import # id tag} other {Import # id tags}}', { count })
}
