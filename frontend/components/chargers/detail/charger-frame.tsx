'use client'

import { EvChargerIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

import { ChargerActions, ChargerPhoneMenu } from '@/components/chargers/detail/charger-actions'
import { ChargerContext } from '@/components/chargers/detail/charger-context'
import { ChargerDialogsProvider } from '@/components/chargers/detail/charger-dialogs'
import { ChargerFacts } from '@/components/chargers/detail/charger-facts'
import { ChargerFrameSkeleton } from '@/components/chargers/detail/charger-skeleton'
import { ChargerIdentity, PhoneIdentity, placeOf } from '@/components/chargers/detail/charger-identity'
import { ChargerTabs, tabOf } from '@/components/chargers/detail/charger-tabs'
import { SendCommandProvider } from '@/components/commands/send-command-sheet'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { ApiError } from '@/lib/problem'
import { useCharger } from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'
import { useRouteId } from '@/lib/use-route-id'

/** What all pages of one charger share: identity, facts, actions, tabs. */
export function ChargerFrame({ children }: { children: ReactNode }) {
  const id = useRouteId('chargers')
  const { data: charger, error, refetch } = useCharger(id)
  if (error && !charger) return <Missing error={error} onRetry={() => void refetch()} />
  if (!charger) return <ChargerFrameSkeleton />
  return (
    // Another charger is another page, although the shell stays mounted.
    <ChargerContext value={charger} key={charger.id}>
      <ChargerDialogsProvider charger={charger}>
        <SendCommandProvider charger={charger}>
          <Frame charger={charger}>{children}</Frame>
        </SendCommandProvider>
      </ChargerDialogsProvider>
    </ChargerContext>
  )
}

function Frame({ charger, children }: { charger: Charger; children: ReactNode }) {
  const tab = tabOf(usePathname())
  const home = `/chargers/${charger.id}`
  const crumbs = [
    { label: t('Chargers'), href: '/chargers' },
    { label: charger.charge_point_id, ...(tab.path && { href: home }) },
    ...(tab.path ? [{ label: t(tab.label) }] : []),
  ]
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <PageBar
        crumbs={crumbs}
        back="/chargers"
        phone={<PhoneIdentity charger={charger} />}
        phoneEnd={<ChargerPhoneMenu charger={charger} />}
      />
      <header className="flex flex-col gap-4 border-b px-4 md:px-6 md:pt-5">
        <div className="flex items-start justify-between gap-4 max-md:hidden">
          <ChargerIdentity charger={charger} />
          <ChargerActions charger={charger} />
        </div>
        <p className="-mb-2 truncate text-muted-foreground md:hidden">{placeOf(charger, true)}</p>
        <ChargerFacts charger={charger} />
        <ChargerTabs charger={charger} />
      </header>
      {children}
    </div>
  )
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const gone = error instanceof ApiError && error.status === 404
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Chargers'), href: '/chargers' }]} back="/chargers" />
      <Card>
        {gone ? (
          <EmptyState
            icon={EvChargerIcon}
            title={t('There is no such charger')}
            action={
              <Button asChild variant="outline">
                <Link href="/chargers">{t('All chargers')}</Link>
              </Button>
            }
          >
            {t('It may have been deleted.')}
          </EmptyState>
        ) : (
          <ErrorState title={t('The charger could not be loaded')} error={error} onRetry={onRetry} />
        )}
      </Card>
    </Page>
  )
}
