import { CircleQuestionMarkIcon } from 'lucide-react'

import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog'
import { msg, t } from '@/lib/i18n'

const CHECKS = msg([
  'The charger’s clock and network: can it reach this server’s address and port at all? A phone in the same network that opens this page proves it.',
  'The address, letter by letter. “localhost” means the charger itself; use the server’s own name or IP address.',
  'The path. Some chargers append their name by themselves; then it must not be in the address as well.',
  'ws:// or wss://: profiles 0 and 1 call in the clear, profiles 2 and 3 through TLS with a certificate the charger trusts.',
  'The version: OCPP 1.6 JSON. SOAP, or a charger that only speaks 2.0.1, is refused.',
  'The password. It was shown once; a new one can be made on the charger’s page.',
])

export function Troubleshooting({ name }: { name: string }) {
  return (
    <Dialog>
      <DialogTrigger className="flex items-center gap-1.5 text-muted-foreground hover:text-foreground">
        <CircleQuestionMarkIcon aria-hidden="true" className="size-4" />{' '}
        {t('It does not connect: what to check')}
      </DialogTrigger>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t('{name} does not connect', { name })}</DialogTitle>
          <DialogDescription>
            {t(
              'An attempt that reaches this server is always shown on the page before, with the reason for its refusal. When nothing shows up there, the call does not arrive:',
            )}
          </DialogDescription>
        </DialogHeader>
        <ol className="list-decimal space-y-2 pl-5">
          {CHECKS.map((check) => (
            <li key={check}>{t(check)}</li>
          ))}
        </ol>
      </DialogContent>
    </Dialog>
  )
}
