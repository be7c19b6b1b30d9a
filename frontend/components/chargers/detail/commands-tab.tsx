'use client'

import { PlusIcon, SendIcon } from 'lucide-react'

import { May } from '@/components/auth/may'
import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { runningFirst } from '@/components/chargers/detail/commands-card'
import { CommandLife } from '@/components/commands/command-life'
import { useSendCommandSheet } from '@/components/commands/send-command-sheet'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Page } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { $api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor } from '@/lib/queries/paging'

const PAGE = 30

/** Everything that was ever sent to the charger, newest first. */
export function CommandsTab() {
  const charger = useThisCharger()
  const openSheet = useSendCommandSheet()
  const query = $api.useInfiniteQuery(
    'get',
    '/api/admin/chargers/{id}/commands',
    { params: { path: { id: charger.id }, query: { limit: PAGE } } },
    byCursor,
  )
  const commands = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page className="pt-4 md:pt-4">
      <div className="flex min-h-8 max-w-3xl items-center justify-between gap-3 max-md:[&_[data-slot=button]]:h-10">
        <h2 className="font-normal text-muted-foreground">
          {t('Sent, answered, and what then really happened.')}
        </h2>
        <May right="operate">
          <Button onClick={() => openSheet()}>
            <PlusIcon /> {t('Send command')}
          </Button>
        </May>
      </div>
      <Card className="max-w-3xl">
        {query.error && !query.data ? (
          <ErrorState
            title={t('The commands could not be loaded')}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : query.isPending ? (
          <CommandsSkeleton />
        ) : commands.length === 0 ? (
          <EmptyState icon={SendIcon} title={t('Nothing has been sent yet')}>
            {t('Restarts, remote starts and settings: every command stays here with its life.')}
          </EmptyState>
        ) : (
          <div className="divide-y">
            {runningFirst(commands).map((command) => (
              <CommandLife key={command.id} command={command} />
            ))}
          </div>
        )}
      </Card>
      {query.hasNextPage && (
        <Button
          variant="outline"
          className="w-fit"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('Show older commands')}
        </Button>
      )}
    </Page>
  )
}

function CommandsSkeleton() {
  return Array.from({ length: 4 }, (_, index) => (
    <div key={index} className="px-4 py-3.5">
      <Skeleton className="h-24" />
    </div>
  ))
}
