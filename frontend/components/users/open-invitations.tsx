'use client'

import { useState } from 'react'
import { toast } from 'sonner'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatDay, plural } from '@/lib/format'
import { ROLE_WORDS } from '@/lib/person'
import { useInvitations, useRevokeInvitation } from '@/lib/queries/invitations'
import type { Invitation } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

/** Who was invited and has not come yet; nothing where there is nobody. */
export function OpenInvitations() {
  const { items, error, refetch } = useInvitations()
  if (error && items.length === 0) {
    return (
      <Card>
        <ErrorState title="The invitations could not be loaded" error={error} onRetry={refetch} />
      </Card>
    )
  }
  if (items.length === 0) return null
  return (
    <Card>
      <section aria-label="Invitations">
        <h2 className="px-4 py-3 text-base font-semibold">{plural(items.length, 'open invitation')}</h2>
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
          {ROLE_WORDS[role]}, invited by {invited_by}
          {!expired && `, good until ${formatDay(expires_at)}`}
        </p>
      </div>
      <Revoke invitation={invitation} expired={expired} />
    </li>
  )
}

function Revoke({ invitation: { id, email }, expired }: { invitation: Invitation; expired: boolean }) {
  const [asking, setAsking] = useState(false)
  const revoke = useRevokeInvitation()
  const end = () => revoke.mutate(id, { onSuccess: () => toast(`The invitation of ${email} is revoked`) })
  return (
    <>
      <Button
        variant="destructive"
        size="xs"
        className="max-md:h-10"
        aria-label={`${expired ? 'Remove' : 'Revoke'} the invitation of ${email}`}
        disabled={revoke.isPending}
        onClick={() => (expired ? end() : setAsking(true))}
      >
        {expired ? 'Remove' : 'Revoke'}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke the invitation of ${email}?`}
        action="Revoke invitation"
        onConfirm={end}
      >
        The link is void at once. You can invite them again.
      </ConfirmDialog>
    </>
  )
}
