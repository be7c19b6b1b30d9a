'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'

import { CopyButton } from '@/components/copy-button'
import { isRefusal } from '@/components/problems/problem-words'
import { ruleWords } from '@/components/problems/violation-columns'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import {
  Sheet,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
} from '@/components/ui/sheet'
import { deviceName } from '@/lib/device-name'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { breachWords } from '@/lib/said'
import type { Violation } from '@/lib/types'

/** One kind of broken rule: what it demands, what came, and what we did about it. */
export function ViolationSheet({ violation, onClose }: { violation: Violation; onClose: () => void }) {
  const { charger_id, charge_point_id, rule, action, path, raw, count } = violation
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent>
        <SheetHeader>
          <SheetTitle>{ruleWords(rule)}</SheetTitle>
          <SheetDescription>{breachWords(violation)}</SheetDescription>
          <StatusBadge className="mt-1" status={isRefusal(rule) ? 'refused' : 'rule-broken'} label={rule} />
        </SheetHeader>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-5">
          <Fact label={t('Charger')}>{charge_point_id ?? t('Unknown')}</Fact>
          <Fact label={t('Model, firmware')}>
            {deviceName(violation)} {violation.firmware_version}
          </Fact>
          <Fact label={t('Message')}>{action || t('Unknown')}</Fact>
          <Fact label={t('Field')}>{path || t('The whole message')}</Fact>
          <Fact label={t('Times')}>{formatNumber(count)}</Fact>
          <Fact label={t('First, last')}>
            <Time value={violation.first_at} /> – <Time value={violation.last_at} />
          </Fact>
        </dl>
        <section className="px-5 pt-5">
          <h3 className="font-semibold">{t('Our answer')}</h3>
          <p className="text-muted-foreground">
            {isRefusal(rule)
              ? t('Refused with {code}: it could not be read, or this charger is read strictly.', {
                  code: rule,
                })
              : t(
                  'Read nevertheless, stored and answered as if it were right. Whoever made the charger should put it right.',
                )}
          </p>
        </section>
        <section className="px-5 py-5">
          <div className="flex items-center justify-between">
            <h3 className="font-semibold">{t('The last of them, as it came')}</h3>
            <CopyButton variant="ghost" size="xs" value={raw} what="JSON" />
          </div>
          <pre className="mt-1 max-h-80 overflow-auto rounded-md bg-muted p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
            {raw}
          </pre>
        </section>
        <SheetFooter className="flex-row">
          <Button asChild variant="outline">
            <Link href={`/chargers/${charger_id}/messages`}>{t('Look at its messages')}</Link>
          </Button>
          <Button asChild variant="ghost">
            <Link href={`/chargers/${charger_id}`}>{t('Open the charger')}</Link>
          </Button>
        </SheetFooter>
      </SheetContent>
    </Sheet>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium wrap-anywhere">{children}</dd>
    </div>
  )
}
