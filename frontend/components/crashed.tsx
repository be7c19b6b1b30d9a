'use client'

import { ErrorState } from '@/components/error-state'
import { t } from '@/lib/i18n'

interface CrashedProps {
  error: Error
}

/** In place of a page that failed while it was drawn. Loading it anew helps where the dashboard was renewed meanwhile. */
export function Crashed({ error }: CrashedProps) {
  const words = isOfLoading(error)
    ? t('A part of it could not be loaded: the network is gone, or the dashboard was renewed meanwhile.')
    : error.message
  return (
    <div className="m-auto">
      <ErrorState
        title={t('This page has stopped working')}
        error={new Error(words)}
        onRetry={() => window.location.reload()}
      />
    </div>
  )
}

const isOfLoading = ({ name, message }: Error): boolean =>
  name === 'ChunkLoadError' || /loading chunk|load chunk|imported module/i.test(message)
