import type { ReactNode } from 'react'

import { failureOf } from '@/components/analytics/failure-of'
import { ErrorState } from '@/components/error-state'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

interface AnalyticsCardProps {
  title: string
  /** By what, of what: one line. */
  note?: string
  /** "Show as table", CSV. */
  tools: ReactNode
  legend?: ReactNode
  query: { data: unknown; failureReason: unknown; isPlaceholderData: boolean; refetch: () => unknown }
  /** The height of its body. */
  size?: string
  footer?: ReactNode
  className?: string
  children: ReactNode
}

/** A section: title, tools, legend, chart and what stands below it. */
export function AnalyticsCard(props: AnalyticsCardProps) {
  const { title, note, tools, legend, query, size = 'h-64', footer, className, children } = props
  const waiting = query.isPlaceholderData && !failureOf(query)
  return (
    <Card className={cn('min-w-0', className)}>
      <CardHeader className="flex-wrap gap-y-1 py-1.5">
        <div className="flex min-w-0 items-baseline gap-2">
          <CardTitle className="whitespace-nowrap">{title}</CardTitle>
          {note && <span className="truncate text-xs text-muted-foreground">{note}</span>}
        </div>
        <span className="ml-auto flex shrink-0 items-center gap-1">{tools}</span>
      </CardHeader>
      {legend && <div className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2">{legend}</div>}
      <div className={cn('px-4 pb-3 transition-opacity', waiting && 'opacity-60', size)} aria-busy={waiting}>
        <CardBody query={query}>{children}</CardBody>
      </div>
      {footer}
    </Card>
  )
}

function CardBody({ query, children }: Pick<AnalyticsCardProps, 'query' | 'children'>) {
  const failure = failureOf(query)
  if (failure) {
    return (
      <ErrorState
        title={t('This section could not be loaded')}
        error={failure}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return query.data ? children : <Skeleton className="h-full min-h-32" />
}

/** Of a section that has nothing to draw. */
export function NothingThen({ children }: { children: ReactNode }) {
  return <p className="grid h-full place-items-center text-center text-muted-foreground">{children}</p>
}
