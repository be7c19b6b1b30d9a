'use client'

import { DownloadIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { downloadBlob } from '@/lib/download'
import { formatBytes } from '@/lib/format'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { fetchJobFile, useDeleteJobFile } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Job } from '@/lib/types'

interface JobFileProps {
  job: Job
  file: NonNullable<Job['file']>
}

/** What the charger has delivered: data from outside, so it is saved and never shown. */
export function JobFile({ job, file }: JobFileProps) {
  const name = job.file_name || `${job.charge_point_id}.bin`
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 rounded-lg bg-muted/60 px-3 py-2">
      <span className="min-w-0 flex-1 truncate" title={name}>
        {name}
        <span className="ml-2 text-muted-foreground tabular-nums">{formatBytes(file.size)}</span>
      </span>
      <May right="operate">
        <SaveFile job={job} name={name} />
        <DeleteFile job={job} name={name} />
      </May>
    </div>
  )
}

function SaveFile({ job, name }: { job: Job; name: string }) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      downloadBlob(name, await fetchJobFile(job.id))
    } catch (error) {
      toast.error(t('The file could not be saved'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="outline"
      size="xs"
      className="max-md:h-10"
      aria-label={t('Save file {name}', { name })}
      disabled={busy}
      onClick={save}
    >
      <DownloadIcon /> {t('Save file')}
    </Button>
  )
}

function DeleteFile({ job, name }: { job: Job; name: string }) {
  const [asking, setAsking] = useState(false)
  const remove = useDeleteJobFile()
  return (
    <>
      <Button
        variant="ghost"
        size="icon-xs"
        className="max-md:size-10"
        aria-label={t('Delete {name}', { name })}
        disabled={remove.isPending}
        onClick={() => setAsking(true)}
      >
        <Trash2Icon />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Delete {name}?', { name })}
        action={t('Delete file')}
        onConfirm={() => remove.mutate(job.id, { onSuccess: () => toast(t('{name} is deleted', { name })) })}
      >
        {t('The job and its life stay. Room is made for other files of this charger.')}
      </ConfirmDialog>
    </>
  )
}
