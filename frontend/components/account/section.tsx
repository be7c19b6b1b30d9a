import type { ReactNode } from 'react'

import { Card } from '@/components/ui/card'

/** Title and meaning left, what one does about it right. */
export function Section({ title, detail, children }: { title: string; detail: string; children: ReactNode }) {
  return (
    <Card className="p-4">
      <section aria-label={title} className="grid gap-4 sm:grid-cols-[13rem_minmax(0,1fr)]">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="text-muted-foreground">{detail}</p>
        </div>
        <div>{children}</div>
      </section>
    </Card>
  )
}
