import { RotateCwIcon } from 'lucide-react'

import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'

/** A region that could not be loaded: what failed, why, and the way on. */
export function ErrorState({
  title,
  error,
  onRetry,
}: {
  title: string
  error: unknown
  onRetry: () => void
}) {
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-10 text-center">
      <StatusIcon status="faulted" className="size-5" />
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-muted-foreground">{describeError(error)}</p>
      </div>
      <Button variant="outline" onClick={onRetry}>
        <RotateCwIcon /> {t('Try again')}
      </Button>
    </div>
  )
}
