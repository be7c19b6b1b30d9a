'use client'

import { DownloadIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/components/ui/button'
import { Hint } from '@/components/ui/hint'
import { downloadBlob } from '@/lib/download'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'

interface SaveCsvProps {
  /** The file's name, without its ending. */
  name: string
  /** Asks the server: a plain link would not carry the token. */
  fetchIt: () => Promise<{ data?: Blob }>
}

/** The server's own CSV file, beside "Show as table". */
export function SaveCsv({ name, fetchIt }: SaveCsvProps) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { data } = await fetchIt()
      if (data) downloadBlob(`${name}.csv`, data)
    } catch (error) {
      toast.error(t('The export failed'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Hint text={t('Save as CSV')}>
      <Button variant="ghost" size="icon-xs" aria-label={t('Save as CSV')} disabled={busy} onClick={save}>
        <DownloadIcon />
      </Button>
    </Hint>
  )
}
