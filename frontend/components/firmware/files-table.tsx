'use client'

import { PackageIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { DataTable } from '@/components/data-table/data-table'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { FILE_COLUMNS } from '@/components/firmware/file-columns'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { useFirmware } from '@/lib/queries/firmware'

interface FilesTableProps {
  files: ReturnType<typeof useFirmware>
  /** The button that begins an upload. */
  upload: ReactNode
}

export function FilesTable({ files, upload }: FilesTableProps) {
  const table = useServerTable(files.items, FILE_COLUMNS)
  if (files.error && files.items.length === 0) {
    return (
      <Card>
        <ErrorState
          title={t('The firmware could not be loaded')}
          error={files.error}
          onRetry={files.refetch}
        />
      </Card>
    )
  }
  return (
    <DataTable
      table={table}
      label={t('Firmware')}
      loading={files.loading}
      empty={
        <EmptyState icon={PackageIcon} title={t('No firmware yet')} action={upload}>
          {t('Upload the manufacturer’s file once; chargers fetch it from here.')}
        </EmptyState>
      }
    />
  )
}
