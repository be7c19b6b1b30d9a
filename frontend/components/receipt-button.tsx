'use client'

import { FileTextIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/components/ui/button'
import { api } from '@/lib/api'
import { downloadBlob } from '@/lib/download'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'
import type { MyTransaction, Transaction } from '@/lib/types'

const query = () => ({ tz: Intl.DateTimeFormat().resolvedOptions().timeZone })

/** Of a session of one's own, as PDF. */
export function MyReceipt({ session: { id, started_at } }: { session: MyTransaction }) {
  const fetchIt = () =>
    api.GET('/api/me/transactions/{id}/receipt', {
      params: { path: { id }, query: query() },
      parseAs: 'blob',
    })
  return <SaveReceipt name={`receipt-${started_at.slice(0, 10)}.pdf`} fetchIt={fetchIt} />
}

/** Of any transaction, for those who run the chargers. */
export function Receipt({ transaction: { id, transaction_id } }: { transaction: Transaction }) {
  const fetchIt = () =>
    api.GET('/api/admin/transactions/{id}/receipt', {
      params: { path: { id }, query: query() },
      parseAs: 'blob',
    })
  return <SaveReceipt name={`receipt-${transaction_id ?? id}.pdf`} fetchIt={fetchIt} />
}

/** Not a plain link: the server wants the token with it. */
function SaveReceipt({ name, fetchIt }: { name: string; fetchIt: () => Promise<{ data?: Blob }> }) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { data } = await fetchIt()
      if (!data) throw new Error(t('The server answered without the receipt'))
      downloadBlob(name, data)
    } catch (error) {
      toast.error(t('The receipt could not be made'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="outline" className="w-fit max-md:h-10" disabled={busy} onClick={save}>
      <FileTextIcon /> {busy ? t('Making the receipt') : t('Save receipt')}
    </Button>
  )
}
