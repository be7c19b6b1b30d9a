'use client'

import { ShownOnce } from '@/components/shown-once'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useConfig } from '@/contexts/config-context'
import { serverOrigin } from '@/lib/config'
import { t } from '@/lib/i18n'
import type { ServerSettings } from '@/lib/types'

/** Where people, programs and chargers find the server. */
export function Addresses({ settings }: { settings: ServerSettings | undefined }) {
  const config = useConfig()
  if (!config) return <Skeleton className="h-60" />
  const port = settings?.items.find(({ name }) => name === 'OCPP_TLS_PORT')?.value
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Addresses')}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4 pb-4">
        <div className="grid gap-1">
          <ShownOnce
            label={t('For people and programs')}
            what={t('address')}
            value={config.public_url ?? serverOrigin()}
          />
          {!config.public_url && (
            <p className="text-xs text-muted-foreground">
              {t('PUBLIC_URL is not set: this is how this browser came. Links in letters may lead nowhere.')}
            </p>
          )}
        </div>
        <ShownOnce
          label={t('For chargers, with their identity behind it')}
          what={t('charger address')}
          value={config.ocpp_url}
        />
        {typeof port === 'number' && port > 0 && (
          <ShownOnce
            label={t('For chargers with TLS')}
            what={t('charger address with TLS')}
            value={withTls(config.ocpp_url, port)}
          />
        )}
      </CardContent>
    </Card>
  )
}

/** `ws://host:8000/ocpp/` -> `wss://host:8443/ocpp/`. */
export function withTls(address: string, port: number): string {
  const url = new URL(address)
  return `wss://${url.hostname}:${port}${url.pathname}`
}
