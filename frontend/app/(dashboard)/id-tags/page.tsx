import type { Metadata } from 'next'

import { IdTagsPage } from '@/components/id-tags/id-tags-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Id tags') }

export default function Page() {
  return <IdTagsPage />
}
