'use client'

import { PlusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'

import { NeedsRight } from '@/components/auth/needs-right'
import { May } from '@/components/auth/may'
import { useSheetKeys } from '@/components/docked-sheet'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { NotificationLog } from '@/components/notifications/notification-log'
import { NotificationSheet } from '@/components/notifications/notification-sheet'
import { RuleDialog } from '@/components/notifications/rule-dialog'
import { RulesCard } from '@/components/notifications/rules-card'
import { useNotificationLog } from '@/components/notifications/use-notification-log'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useNotificationRules } from '@/lib/queries/notifications'
import { useRights } from '@/lib/rights'

const NEW = 'new'

export function NotificationsPage() {
  return (
    <NeedsRight right="view" crumb={t('Notifications')}>
      <Notifications />
    </NeedsRight>
  )
}

/** Who is told of what, and below it what was told. */
function Notifications() {
  const rules = useNotificationRules()
  const mayEdit = useRights().has('operate')
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const [open, setOpen] = useQueryState('notification', parseAsString)
  const log = useNotificationLog(open !== null)
  const index = log.shown.findIndex(({ id }) => id === open)
  const shown = log.shown[index]
  const edited = rules.items.find(({ id }) => id === edit)
  const close = () => void setOpen(null)
  const step = (by: number) => {
    const next = log.shown[index + by]
    return shown && next ? () => void setOpen(next.id) : null
  }
  useSheetKeys(shown !== undefined, step, close)
  const add = (
    <May right="operate">
      <Button onClick={() => void setEdit(NEW)}>
        <PlusIcon /> {t('Add rule')}
      </Button>
    </May>
  )
  return (
    <div className="flex min-w-0 flex-1">
      <Page>
        <PageBar crumbs={[{ label: t('Notifications') }]} />
        <PageHeader
          title={
            rules.loading
              ? t('Notifications')
              : t(
                  '{count, plural, =0 {Nobody is told yet} one {# rule tells people} other {# rules tell people}}',
                  {
                    count: rules.items.filter(({ enabled }) => enabled).length,
                  },
                )
          }
          action={rules.items.length > 0 && add}
        />
        <RulesCard rules={rules} action={add} />
        <NotificationLog log={log} rules={rules.items} selected={open} onOpen={(id) => void setOpen(id)} />
        {mayEdit && (edit === NEW || edited) && (
          <RuleDialog rule={edited ?? null} onClose={() => void setEdit(null)} />
        )}
      </Page>
      {shown && (
        <NotificationSheet notification={shown} onNewer={step(-1)} onOlder={step(1)} onClose={close} />
      )}
    </div>
  )
}
