'use client'

import { CopyButton } from '@/components/copy-button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { SAMPLES } from '@/components/webhooks/verify-samples'
import { rich, t } from '@/lib/i18n'

/** How a receiver knows that an event comes from here. */
export function VerifyCard() {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Check the signature')}</CardTitle>
      </CardHeader>
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-3 pb-4">
        <p className="text-muted-foreground">
          {rich(
            'Events are signed as <link>Standard Webhooks</link> says. Check the body as it came, before it is read as JSON.',
            {
              link: (text) => (
                <a
                  key="link"
                  href="https://www.standardwebhooks.com"
                  target="_blank"
                  rel="noreferrer"
                  className="text-foreground underline underline-offset-4"
                >
                  {text}
                </a>
              ),
            },
          )}
        </p>
        <Tabs defaultValue={SAMPLES[0].id}>
          <TabsList aria-label={t('Language of the sample')}>
            {SAMPLES.map(({ id, name }) => (
              <TabsTrigger key={id} value={id} className="max-md:h-10 max-md:px-4">
                {name}
              </TabsTrigger>
            ))}
          </TabsList>
          {SAMPLES.map(({ id, name, code }) => (
            <TabsContent key={id} value={id} className="relative">
              <pre
                tabIndex={0}
                aria-label={t('Sample in {language}', { language: name })}
                className="overflow-x-auto rounded-lg border bg-muted/50 p-3 pr-24 font-mono text-xs leading-5"
              >
                {code}
              </pre>
              <CopyButton
                value={code}
                what={t('sample')}
                size="xs"
                className="absolute top-2 right-2 max-md:h-10"
              />
            </TabsContent>
          ))}
        </Tabs>
      </CardContent>
    </Card>
  )
}
