'use client'

import { NeedsRight } from '@/components/auth/needs-right'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Addresses } from '@/components/settings/addresses'
import { Preferences } from '@/components/settings/preferences'
import { SettingsCard } from '@/components/settings/settings-card'
import { SETTING_GROUPS } from '@/components/settings/setting-words'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useSettings } from '@/lib/queries/settings'

export function SettingsPage() {
  return (
    <NeedsRight right="administer" crumb={t('Settings')}>
      <Settings />
    </NeedsRight>
  )
}

/** What this server is, what it is set to, and what this browser prefers. */
function Settings() {
  const { data, error, refetch } = useSettings()
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Settings') }]} />
      <div>
        <PageHeader title={data ? t('CSMS {version}', { version: data.version }) : t('Settings')} />
        <p className="text-muted-foreground">
          {t('What the server is set to by its environment. A change takes a restart.')}
        </p>
      </div>
      <div className="gap-4 *:mb-4 *:break-inside-avoid xl:columns-2">
        <Addresses settings={data} />
        <Preferences />
        {error && !data ? (
          <Card>
            <ErrorState
              title={t('The settings could not be loaded')}
              error={error}
              onRetry={() => void refetch()}
            />
          </Card>
        ) : (
          SETTING_GROUPS.map((group) =>
            data ? (
              <SettingsCard key={group.title} group={group} settings={data} />
            ) : (
              <Skeleton key={group.title} className="h-60" />
            ),
          )
        )}
      </div>
    </Page>
  )
}
