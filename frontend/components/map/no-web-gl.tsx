import { MapPinOffIcon } from 'lucide-react'

import { EmptyState } from '@/components/empty-state'
import { t } from '@/lib/i18n'

/** The list beside has all of it. */
export function NoWebGl() {
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon={MapPinOffIcon} title={t('This browser draws no map')}>
        {t('It has no WebGL, or WebGL is switched off. The list shows the same stations.')}
      </EmptyState>
    </div>
  )
}
