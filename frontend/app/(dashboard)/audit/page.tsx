import type { Metadata } from 'next'

import { AuditPage } from '@/components/audit/audit-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Audit') }

export default function Page() {
  return <AuditPage />
}
