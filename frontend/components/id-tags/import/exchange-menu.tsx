'use client'

import { ArrowDownUpIcon, FileSpreadsheetIcon, FileTextIcon, UploadIcon } from 'lucide-react'
import { useState } from 'react'

import { TagImportDialog } from '@/components/id-tags/import/tag-import-dialog'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { downloadBlob } from '@/lib/download'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { fetchIdTagTable } from '@/lib/queries/id-tags'
import { useRights } from '@/lib/rights'
import { toast } from '@/lib/toast'

/** Id tags from a table and into one, with all columns: export, edit, import. */
export function ExchangeMenu() {
  const mayImport = useRights().has('operate')
  const [importing, setImporting] = useState(false)
  const save = async (format: 'csv' | 'xlsx') => {
    try {
      downloadBlob(`id-tags.${format}`, await fetchIdTagTable(format))
    } catch (error) {
      toast.error(t('The export failed'), { description: describeError(error) })
    }
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline">
            <ArrowDownUpIcon /> {mayImport ? t('Import or export') : t('Export')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayImport && (
            <DropdownMenuItem onSelect={() => setImporting(true)}>
              <UploadIcon /> {t('Import from a file')}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => void save('xlsx')}>
            <FileSpreadsheetIcon /> {t('Save all as XLSX')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void save('csv')}>
            <FileTextIcon /> {t('Save all as CSV')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {importing && <TagImportDialog onClose={() => setImporting(false)} />}
    </>
  )
}
