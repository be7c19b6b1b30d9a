'use client'

import { ChevronRightIcon, PlusIcon, SendIcon } from 'lucide-react'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { CommandLife } from '@/components/commands/command-life'
import { useSendCommandSheet } from '@/components/commands/send-command-sheet'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useCommands } from '@/lib/queries/charger-detail'
import type { Charger, Command } from '@/lib/types'

const SHOWN = 5

/** Those whose answer is still open stand on top. */
export function runningFirst(commands: Command[]): Command[] {
  const open = ({ state }: Command) => state === 'pending' || state === 'sent'
  return [...commands.filter(open), ...commands.filter((command) => !open(command))]
}

export function CommandsCard({ charger, className }: { charger: Charger; className?: string }) {
  const { data, error, refetch } = useCommands(charger.id, SHOWN)
  const openSheet = useSendCommandSheet()
  return (
    <Card className={className}>
      <CardHeader>
        <CardTitle>{t('Commands')}</CardTitle>
        <May right="operate">
          <Button variant="ghost" className="-mr-2 px-2 text-foreground" onClick={() => openSheet()}>
            {t('Send command')} <PlusIcon />
          </Button>
        </May>
      </CardHeader>
      <div className="flex-1 divide-y border-t">
        {error && !data && (
          <ErrorState
            title={t('The commands could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <CommandSkeletons />}
        {data?.items.length === 0 && (
          <EmptyState icon={SendIcon} title={t('Nothing has been sent yet')}>
            {t('Every command is kept here: sent, answered, and what then really happened.')}
          </EmptyState>
        )}
        {data &&
          runningFirst(data.items).map((command) => <CommandLife key={command.id} command={command} />)}
      </div>
      <Link
        href={`/chargers/${charger.id}/commands`}
        className="flex h-10 items-center justify-between rounded-b-xl border-t px-4 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
      >
        {t('All commands')} <ChevronRightIcon aria-hidden="true" className="size-4" />
      </Link>
    </Card>
  )
}

function CommandSkeletons() {
  return Array.from({ length: 3 }, (_, index) => (
    <div key={index} className="px-4 py-3.5">
      <Skeleton className="h-24" />
    </div>
  ))
}
