'use client'

import { DownloadIcon } from 'lucide-react'

import { ErrorState } from '@/components/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { downloadText } from '@/lib/download'
import { formatDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useAuthorityRoots } from '@/lib/queries/security'
import type { AuthorityRoot } from '@/lib/types'

/** The roots of our own authority, to be given to whoever is to believe it. */
export function RootsCard() {
  const { data, error, refetch } = useAuthorityRoots()
  return (
    <Card>
      <CardHeader className="py-3">
        <div>
          <CardTitle>{t('Roots of our own authority')}</CardTitle>
          <p className="text-muted-foreground">
            {t('Chargers that have one of them believe this server, and the certificates that it signs.')}
          </p>
        </div>
      </CardHeader>
      <ul className="divide-y border-t">
        {error && !data && (
          <li>
            <ErrorState
              title={t('The roots could not be loaded')}
              error={error}
              onRetry={() => void refetch()}
            />
          </li>
        )}
        {!data && !error && (
          <li className="p-4">
            <Skeleton className="h-10" />
          </li>
        )}
        {data?.items.map((root) => (
          <Root key={root.fingerprint} root={root} />
        ))}
      </ul>
    </Card>
  )
}

function Root({ root: { common_name, fingerprint, not_after, certificate } }: { root: AuthorityRoot }) {
  const save = () =>
    downloadText(`${common_name.replace(/\W+/g, '-')}.pem`, 'application/x-pem-file', certificate)
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {common_name}{' '}
          <span className="font-normal text-muted-foreground">
            {t('good until {date}', { date: formatDay(not_after) })}
          </span>
        </p>
        <p className="truncate font-mono text-xs text-muted-foreground" title={fingerprint}>
          {fingerprint}
        </p>
      </div>
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        aria-label={t('Download {name}', { name: common_name })}
        onClick={save}
      >
        <DownloadIcon /> {t('Download')}
      </Button>
    </li>
  )
}
