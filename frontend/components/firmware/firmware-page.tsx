'use client'

import { UploadIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { May } from '@/components/auth/may'
import { FilesTable } from '@/components/firmware/files-table'
import { JobsTable } from '@/components/firmware/jobs-table'
import { UpdateDialog } from '@/components/firmware/update-dialog'
import { UploadDialog } from '@/components/firmware/upload-dialog'
import { VersionsCard } from '@/components/firmware/versions-card'
import { Page, PageHeader } from '@/components/layout/page'
import { PageBar } from '@/components/layout/page-bar'
import { Button } from '@/components/ui/button'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/i18n'
import { useFirmware } from '@/lib/queries/firmware'

const VIEWS = ['files', 'jobs'] as const
const NEW = 'new'
const PARAMS = {
  view: parseAsStringLiteral(VIEWS).withDefault('files'),
  /** "new": a file is to be uploaded. */
  edit: parseAsString,
  /** The firmware that chargers are to get. */
  update: parseAsString,
}

/** Firmware files, and the jobs in which chargers fetch and deliver files. */
export function FirmwarePage() {
  const files = useFirmware()
  const [{ view, edit, update }, setParams] = useQueryStates(PARAMS)
  const updated = files.items.find(({ id }) => id === update)
  const title = files.loading
    ? t('Firmware')
    : t('{count, plural, =0 {No firmware yet} one {# firmware file} other {# firmware files}}', {
        count: files.items.length,
      })
  const upload = (
    <May right="operate">
      <Button onClick={() => void setParams({ edit: NEW })}>
        <UploadIcon /> {t('Upload firmware')}
      </Button>
    </May>
  )
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Firmware') }]} />
      <PageHeader title={title} action={(files.items.length > 0 || view !== 'files') && upload} />
      <VersionsCard />
      <Tabs value={view} onValueChange={(chosen) => void setParams({ view: chosen as typeof view })}>
        <TabsList aria-label={t('What is shown')}>
          <TabsTrigger value="files" className="h-7 max-md:h-9">
            {t('Files')}
          </TabsTrigger>
          <TabsTrigger value="jobs" className="h-7 max-md:h-9">
            {t('Updates and logs')}
          </TabsTrigger>
        </TabsList>
        <TabsContent value="files">
          <FilesTable files={files} upload={upload} />
        </TabsContent>
        <TabsContent value="jobs">
          <JobsTable files={files.items} />
        </TabsContent>
      </Tabs>
      <May right="operate">
        {edit === NEW && <UploadDialog onClose={() => void setParams({ edit: null })} />}
        {updated && <UpdateDialog firmware={updated} onClose={() => void setParams({ update: null })} />}
      </May>
    </Page>
  )
}
