'use client'

import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { ROLE_WORDS } from '@/lib/person'
import { useInvitations, useRevokeInvitation } from '@/lib/queries/invitations'
import { toast } from '@/lib/toast'
import type { Invitation } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

/** Who was invited and has not come yet; nothing where there is nobody. */
export function OpenInvitations() {
  const { items, error, refetch } = useInvitations()
  if (error && items.length === 0) {
    return (
      <Card>
        <ErrorState title={t('The invitations could not be loaded')} error={error} onRetry={refetch} />
      </Card>
    )
  }
  if (items.length === 0) return null
  return (
    <Card>
      <section aria-label={t('Invitations')}>
        <h2 className="px-4 py-3 text-base font-semibold">
          {t('{count, plural, one {# open invitation} other {# open invitations}}', { count: items.length })}
        </h2>
        <ul className="divide-y border-t">
          {items.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      </section>
    </Card>
  )
}

function Row({ invitation }: { invitation: Invitation }) {
  const { email, role, invited_by, expires_at } = invitation
  const expired = Date.parse(expires_at) <= useNow(MINUTE)
  return (
    <li className="flex min-h-12 items-center gap-3 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-medium">
          <span className="truncate">{email}</span>
          {expired && <StatusBadge plain status="expired" />}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          {expired
            ? t('{role}, invited by {person}', { role: t(ROLE_WORDS[role]), person: invited_by })
            : t('{role}, invited by {person}, good until {day}', {
                role: t(ROLE_WORDS[role]),
                person: invited_by,
                day: formatDay(expires_at),
              })}
        </p>
      </div>
      <Revoke invitation={invitation} expired={expired} />
    </li>
  )
}

function Revoke({ invitation: { id, email }, expired }: { invitation: Invitation; expired: boolean }) {
  const [asking, setAsking] = useState(false)
  const revoke = useRevokeInvitation()
  const end = () =>
    revoke.mutate(id, { onSuccess: () => toast(t('The invitation of {email} is revoked', { email })) })
  return (
    <>
      <Button
        variant="destructive"
        size="xs"
        className="max-md:h-10"
        aria-label={
          expired
            ? t('Remove the invitation of {email}', { email })
            : t('Revoke the invitation of {email}', { email })
        }
        disabled={revoke.isPending}
        onClick={() => (expired ? end() : setAsking(true))}
      >
        {expired ? t('Remove') : t('Revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Revoke the invitation of {email}?', { email })}
        action={t('Revoke invitation')}
        onConfirm={end}
      >
        {t('The link is void at once. You can invite them again.')}
      </ConfirmDialog>
    </>
  )
}
