import { SearchXIcon } from 'lucide-react'

import { EmptyState } from '@/components/empty-state'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

/** There is something, but nothing that the filters let through. */
export function NoMatch({ title, onClear }: { title: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchXIcon}
      title={title}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('Clear the filters')}
        </Button>
      }
    />
  )
}
