'use client'

import {
  ActivityIcon,
  ArrowRightIcon,
  CheckIcon,
  FileTextIcon,
  RotateCcwIcon,
  WrenchIcon,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'

import { accepted } from '@/components/configuration/drift-words'
import { PlaceLink } from '@/components/layout/place-link'
import { useAttentionDeeds } from '@/components/overview/use-attention-deeds'
import { hrefOf } from '@/components/problems/matter-words'
import { Button } from '@/components/ui/button'
import { msg, t } from '@/lib/i18n'
import { useRestartCharger, useTakeOutOfService } from '@/lib/queries/commands'
import { useRepair } from '@/lib/queries/configuration'
import { useSettle } from '@/lib/queries/transactions'
import { useRights } from '@/lib/rights'
import { matterTitle } from '@/lib/said'
import { toast } from '@/lib/toast'
import type { AttentionItem, RepairedKey } from '@/lib/types'

const OUTLINE = 'max-md:h-10 max-md:flex-1 max-md:text-sm'
const GHOST =
  'max-md:h-10 max-md:flex-1 max-md:border max-md:border-input max-md:text-sm max-md:text-foreground'

export function AttentionActions({ item }: { item: AttentionItem }) {
  return (
    <div className="mt-3 flex flex-wrap gap-2 empty:hidden md:gap-1.5">
      <Actions item={item} />
    </div>
  )
}

function Actions({ item }: { item: AttentionItem }) {
  const may = useRights().has('operate')
  switch (item.kind) {
    case 'faulted':
      return may ? (
        <FaultedActions item={item} />
      ) : (
        <LinkAction icon={ActivityIcon} href={`/chargers/${item.charger_id ?? ''}`}>
          {t('Open {name}', { name: item.charge_point_id ?? '' })}
        </LinkAction>
      )
    case 'offline':
      return (
        <>
          <LinkAction icon={ActivityIcon} href={`/chargers/${item.charger_id ?? ''}/messages`}>
            {t('Diagnose')}
          </LinkAction>
          {may && <Snooze item={item} />}
        </>
      )
    case 'refused':
      return (
        <>
          {item.suggestion ? (
            <LinkAction icon={CheckIcon} href={`/chargers/${item.suggestion.charger_id}`}>
              {t('Open {name}', { name: item.suggestion.charge_point_id })}
            </LinkAction>
          ) : (
            may && (
              <LinkAction
                icon={CheckIcon}
                href={`/chargers/new?name=${encodeURIComponent(item.charge_point_id ?? '')}`}
              >
                {t('Add {name}', { name: item.charge_point_id ?? '' })}
              </LinkAction>
            )
          )}
          {may && <Dismiss item={item} label={t('Dismiss')} />}
        </>
      )
    case 'drift':
      return (
        <>
          {may && <Repair item={item} />}
          {may && <Snooze item={item} />}
        </>
      )
    case 'security':
    case 'firmware':
    case 'certificate':
    case 'local_list':
    case 'reservation':
    case 'unknown_tag':
    case 'webhook':
      return (
        <>
          <LinkAction icon={ArrowRightIcon} href={hrefOf(item)}>
            {t(LOOK[item.kind])}
          </LinkAction>
          {may && <Dismiss item={item} label={item.kind === 'security' ? t('Acknowledge') : t('Dismiss')} />}
        </>
      )
    case 'suspect':
      return item.transaction_id ? (
        <>
          <LinkAction icon={FileTextIcon} href={`/transactions/${item.transaction_id}`}>
            {t('Review evidence')}
          </LinkAction>
          {may && <Accept item={item} transactionId={item.transaction_id} />}
        </>
      ) : (
        <>
          <LinkAction icon={FileTextIcon} href={`/chargers/${item.charger_id ?? ''}/messages`}>
            {t('Look at its messages')}
          </LinkAction>
          {may && <Dismiss item={item} label={t('Dismiss')} />}
        </>
      )
  }
}

/** Where what helps is done. */
const LOOK = msg({
  security: 'Security of the charger',
  firmware: 'Firmware of the charger',
  certificate: 'Renew the certificate',
  local_list: 'Open the list',
  reservation: 'Open the reservations',
  unknown_tag: 'Adopt the tag',
  webhook: 'Open the webhooks',
})

function LinkAction({ icon: Icon, href, children }: { icon: LucideIcon; href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline" size="xs" className={OUTLINE}>
      <PlaceLink href={href}>
        <Icon /> {children}
      </PlaceLink>
    </Button>
  )
}

function FaultedActions({ item: { charger_id, charge_point_id, connector_id } }: { item: AttentionItem }) {
  const restart = useRestartCharger()
  const takeOut = useTakeOutOfService()
  const name = charge_point_id ?? t('the charger')
  const id = charger_id ?? ''
  return (
    <>
      <Button
        variant="outline"
        size="xs"
        className={OUTLINE}
        disabled={restart.isPending}
        onClick={() => restart.mutate({ id, name })}
      >
        <RotateCcwIcon /> {t('Restart charger')}
      </Button>
      <Button
        variant="ghost"
        size="xs"
        className={GHOST}
        disabled={takeOut.isPending}
        onClick={() => takeOut.mutate({ id, name, connectorId: connector_id ?? 0 })}
      >
        <span className="max-md:hidden">{t('Take out of service')}</span>
        <span className="md:hidden">{t('Out of service')}</span>
      </Button>
    </>
  )
}

function Repair({ item: { charger_id, charge_point_id } }: { item: AttentionItem }) {
  const repair = useRepair()
  const name = charge_point_id ?? t('the charger')
  const tell = (keys: RepairedKey[]) => {
    const done = keys.filter(accepted).length
    toast(
      t('{name}: {done, number} of {all, plural, one {# key} other {# keys}} changed', {
        name,
        done,
        all: keys.length,
      }),
    )
  }
  return (
    <Button
      variant="outline"
      size="xs"
      className={OUTLINE}
      disabled={repair.isPending}
      onClick={() => repair.mutate({ id: charger_id ?? '', again: false }, { onSuccess: tell })}
    >
      <WrenchIcon /> {t('Repair')}
    </Button>
  )
}

function Snooze({ item }: { item: AttentionItem }) {
  const { snooze, pending } = useAttentionDeeds()
  return (
    <Button variant="ghost" size="xs" className={GHOST} disabled={pending} onClick={() => snooze([item])}>
      {t('Snooze 1 h')}
    </Button>
  )
}

/** Settles the record as it stands, for everybody; the transaction says who did. */
function Accept({ item, transactionId }: { item: AttentionItem; transactionId: string }) {
  const settle = useSettle()
  const accept = () =>
    // The button that asked has left with its item: only the promise still tells that it is done.
    void settle.mutateAsync({ id: transactionId, meterStop: undefined }).then(
      () => toast(t('Accepted as is'), { description: matterTitle(item) }),
      // The mutation cache has said it.
      () => undefined,
    )
  return (
    <Button variant="ghost" size="xs" className={GHOST} disabled={settle.isPending} onClick={accept}>
      {t('Accept as is')}
    </Button>
  )
}

function Dismiss({ item, label }: { item: AttentionItem; label: string }) {
  const { dismiss, pending } = useAttentionDeeds()
  return (
    <Button variant="ghost" size="xs" className={GHOST} disabled={pending} onClick={() => dismiss([item])}>
      {label}
    </Button>
  )
}
