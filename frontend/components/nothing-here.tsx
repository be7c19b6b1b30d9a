'use client'

import Link from 'next/link'

import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

/** What stands at an address that leads nowhere. */
export default function NothingHere() {
  return (
    <main className="grid min-h-dvh place-items-center p-6 text-center">
      <div className="flex flex-col items-center gap-4">
        <div>
          <h1 className="text-xl font-semibold">{t('There is nothing here')}</h1>
          <p className="text-muted-foreground">{t('The address is wrong, or what it named was deleted.')}</p>
        </div>
        <Button asChild>
          <Link href="/">{t('Go to the overview')}</Link>
        </Button>
      </div>
    </main>
  )
}
