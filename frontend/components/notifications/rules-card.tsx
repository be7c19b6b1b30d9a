'use client'

import { BellIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { kindLabel, recipientsText, scopeText, whenText } from '@/components/notifications/notification-words'
import { RuleMenu } from '@/components/notifications/rule-menu'
import { StatusBadge } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Switch } from '@/components/ui/switch'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/i18n'
import { useSwitchNotificationRule, type useNotificationRules } from '@/lib/queries/notifications'
import { useRights } from '@/lib/rights'
import type { NotificationRule } from '@/lib/types'

const COLUMNS = 7
const SKELETONS = 3

interface RulesCardProps {
  rules: ReturnType<typeof useNotificationRules>
  /** The way to the first rule. */
  action: ReactNode
}

export function RulesCard({ rules, action }: RulesCardProps) {
  if (rules.error && rules.items.length === 0) {
    return (
      <Card>
        <ErrorState title={t('The rules could not be loaded')} error={rules.error} onRetry={rules.refetch} />
      </Card>
    )
  }
  return (
    <Card className="overflow-clip">
      <Table aria-label={t('Notification rules')} aria-busy={rules.loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9">{t('Rule')}</TableHead>
            <TableHead className="@max-lg:hidden">{t('Tells of')}</TableHead>
            <TableHead className="@max-2xl:hidden">{t('Whom')}</TableHead>
            <TableHead className="@max-4xl:hidden">{t('Where')}</TableHead>
            <TableHead className="@max-4xl:hidden">{t('When')}</TableHead>
            <TableHead className="w-16">{t('Active')}</TableHead>
            <TableHead className="w-12">
              <span className="sr-only">{t('Actions')}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rules.loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={COLUMNS}>
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : rules.items.map((rule) => <RuleRow key={rule.id} rule={rule} />)}
        </TableBody>
      </Table>
      {!rules.loading && rules.items.length === 0 && (
        <div className="border-t">
          <EmptyState icon={BellIcon} title={t('No rule yet')} action={action}>
            {t(
              'A rule tells somebody when a charger goes offline, a connector fails, a certificate ends. Nobody has to watch this dashboard.',
            )}
          </EmptyState>
        </div>
      )}
    </Card>
  )
}

function RuleRow({ rule }: { rule: NotificationRule }) {
  const { name, kind, recipients } = rule
  return (
    <TableRow>
      <TableCell className="max-w-64 @max-lg:max-w-48">
        <span className="block leading-4">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-xs text-muted-foreground @lg:hidden">{kindLabel(kind)}</span>
          <span className="block truncate text-xs text-muted-foreground @2xl:hidden">
            {recipientsText(recipients)}
          </span>
        </span>
      </TableCell>
      <TableCell className="@max-lg:hidden">{kindLabel(kind)}</TableCell>
      <TableCell className="max-w-64 truncate text-muted-foreground @max-2xl:hidden">
        <span title={recipientsText(recipients)}>{recipientsText(recipients)}</span>
      </TableCell>
      <TableCell className="text-muted-foreground @max-4xl:hidden">{scopeText(rule)}</TableCell>
      <TableCell className="text-muted-foreground @max-4xl:hidden">{whenText(rule)}</TableCell>
      <TableCell>
        <OnOff rule={rule} />
      </TableCell>
      <TableCell className="text-right">
        <May right="operate">
          <RuleMenu rule={rule} />
        </May>
      </TableCell>
    </TableRow>
  )
}

function OnOff({ rule: { id, name, enabled } }: { rule: NotificationRule }) {
  const change = useSwitchNotificationRule()
  if (!useRights().has('operate')) {
    return <StatusBadge status={enabled ? 'active' : 'paused'} label={enabled ? t('Active') : t('Paused')} />
  }
  return (
    <Switch
      aria-label={t('{name} is on', { name })}
      checked={enabled}
      disabled={change.isPending}
      onCheckedChange={(checked) => change.mutate({ id, name, enabled: checked })}
    />
  )
}
