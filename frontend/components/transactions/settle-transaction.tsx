'use client'

import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useSettle } from '@/lib/queries/transactions'
import { useRights } from '@/lib/rights'
import { settlementsOf } from '@/lib/settlement'
import type { TransactionDetail } from '@/lib/types'

/** For a doubtful record: a person says what counts. */
export function SettleTransaction({ transaction }: { transaction: TransactionDetail }) {
  const settle = useSettle()
  const may = useRights().has('operate')
  if (transaction.state !== 'suspect' || !may) return null
  return (
    <div className="flex flex-col gap-2.5 not-first:mt-4">
      <p className="text-xs text-muted-foreground">
        {t('Recorded with your name. The raw messages stay as they are.')}
      </p>
      <div className="flex flex-wrap gap-2">
        {settlementsOf(transaction).map(({ label, meterStop }, index) => (
          <Button
            key={label}
            variant={index === 0 && transaction.stopped_at ? 'default' : 'outline'}
            className="flex-auto max-md:h-10"
            disabled={settle.isPending}
            onClick={() => settle.mutate({ id: transaction.id, meterStop })}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}
