'use client'

import { toast } from 'sonner'

import { Section } from '@/components/account/section'
import { ErrorState } from '@/components/error-state'
import { Time } from '@/components/time'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useEndSession, useMyDevices } from '@/lib/queries/sessions'
import type { MySession } from '@/lib/types'
import { userAgentWords } from '@/lib/user-agent'

/** Where I am signed in; nothing where another service keeps the sessions. */
export function Devices() {
  const { data, error, refetch } = useMyDevices()
  if (!error && !data?.items.length) return null
  return (
    <Section title="Devices" detail="Where you are signed in. Sign out what you do not know.">
      {data ? (
        <ul className="grid gap-3">
          {data.items.map((session) => (
            <Device key={session.id} session={session} />
          ))}
        </ul>
      ) : (
        <ErrorState title="Your devices could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}

function Device({ session }: { session: MySession }) {
  const { id, user_agent, address, last_used_at, current } = session
  const end = useEndSession()
  const name = userAgentWords(user_agent)
  return (
    <li className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-medium" title={user_agent ?? undefined}>
          <span className="truncate">{name}</span>
          {current && <Badge variant="outline">This one</Badge>}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          Used <Time style="ago" value={last_used_at} />
          {address && `, from ${address}`}
        </p>
      </div>
      {!current && (
        <Button
          variant="destructive"
          size="xs"
          className="max-md:h-10"
          aria-label={`Sign out ${name}`}
          disabled={end.isPending}
          onClick={() => end.mutate(id, { onSuccess: () => toast(`${name} is signed out`) })}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}
