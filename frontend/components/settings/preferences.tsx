'use client'

import type { ReactNode } from 'react'

import { LanguageButtons, ThemeButtons } from '@/components/layout/appearance'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { energyQuantity, formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useNow } from '@/lib/use-now'

const EXAMPLE_WH = 1_234_567

/** What this browser remembers, for whoever uses it. */
export function Preferences() {
  const now = useNow()
  const { value, unit } = energyQuantity(EXAMPLE_WH)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('This browser')}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4 pb-4">
        <Choice title={t('Language')}>
          <LanguageButtons className="max-w-sm" />
        </Choice>
        <Choice title={t('Theme')}>
          <ThemeButtons className="max-w-sm" />
        </Choice>
        <p className="text-muted-foreground">
          {now > 0 &&
            t('Numbers and times follow the language and region of the browser: {energy}, {time}.', {
              energy: `${value} ${unit}`,
              time: formatExact(now),
            })}
        </p>
      </CardContent>
    </Card>
  )
}

function Choice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <p aria-hidden="true" className="font-medium">
        {title}
      </p>
      {children}
    </div>
  )
}
