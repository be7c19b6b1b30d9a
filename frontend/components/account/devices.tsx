'use client'

import { Section } from '@/components/account/section'
import { ErrorState } from '@/components/error-state'
import { Time } from '@/components/time'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { rich, t } from '@/lib/i18n'
import { useEndSession, useMyDevices } from '@/lib/queries/sessions'
import { toast } from '@/lib/toast'
import type { MySession } from '@/lib/types'
import { userAgentWords } from '@/lib/user-agent'

/** Where I am signed in; nothing where another service keeps the sessions. */
export function Devices() {
  const { data, error, refetch } = useMyDevices()
  if (!error && !data?.items.length) return null
  return (
    <Section title={t('Devices')} detail={t('Where you are signed in. Sign out what you do not know.')}>
      {data ? (
        <ul className="grid gap-3">
          {data.items.map((session) => (
            <Device key={session.id} session={session} />
          ))}
        </ul>
      ) : (
        <ErrorState
          title={t('Your devices could not be loaded')}
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </Section>
  )
}

function Device({ session }: { session: MySession }) {
  const { id, user_agent, address, last_used_at, current } = session
  const end = useEndSession()
  const name = userAgentWords(user_agent)
  const used = <Time style="ago" value={last_used_at} />
  return (
    <li className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-medium" title={user_agent ?? undefined}>
          <span className="truncate">{name}</span>
          {current && <Badge variant="outline">{t('This one')}</Badge>}
        </p>
        <p className="truncate text-xs text-muted-foreground">
          {address
            ? rich('Used {time}, from {address}', { time: used, address })
            : rich('Used {time}', { time: used })}
        </p>
      </div>
      {!current && (
        <Button
          variant="destructive"
          size="xs"
          className="max-md:h-10"
          aria-label={t('Sign out {name}', { name })}
          disabled={end.isPending}
          onClick={() => end.mutate(id, { onSuccess: () => toast(t('{name} is signed out', { name })) })}
        >
          {t('Sign out')}
        </Button>
      )}
    </li>
  )
}
