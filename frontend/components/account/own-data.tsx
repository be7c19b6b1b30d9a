'use client'

import { useMutation } from '@tanstack/react-query'
import { DownloadIcon } from 'lucide-react'
import { useId, useState } from 'react'

import { PasswordInput } from '@/components/auth/password-input'
import { FormFooter } from '@/components/form-footer'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Label } from '@/components/ui/label'
import { useAuth } from '@/contexts/auth-context'
import { useConfig } from '@/contexts/config-context'
import { api } from '@/lib/api'
import { accountsElsewhere } from '@/lib/config'
import { downloadBlob } from '@/lib/download'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'

/** Everything that is stored about oneself to take along, and the way out. */
export function OwnData() {
  const elsewhere = accountsElsewhere(useConfig())
  const [asking, setAsking] = useState(false)
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="outline" size="lg" onClick={() => void save()}>
        <DownloadIcon /> {t('Download my data')}
      </Button>
      {!elsewhere && (
        <Button variant="destructive" size="lg" onClick={() => setAsking(true)}>
          {t('Delete my account')}
        </Button>
      )}
      {asking && <DeletionDialog onClose={() => setAsking(false)} />}
    </div>
  )
}

async function save(): Promise<void> {
  try {
    const { data } = await api.GET('/api/me/data', { parseAs: 'blob' })
    if (data) downloadBlob('my-data.json', data)
  } catch (error) {
    toast.error(t('The data could not be fetched'), { description: describeError(error) })
  }
}

function DeletionDialog({ onClose }: { onClose: () => void }) {
  const { signOut } = useAuth()
  const [password, setPassword] = useState('')
  const field = useId()
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/me', { body: password ? { current_password: password } : {} }),
    onSuccess: () => {
      toast(t('Your account is deleted'))
      return signOut()
    },
    onError: () => undefined,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            remove.mutate()
          }}
        >
          <DialogHeader>
            <DialogTitle>{t('Delete your account?')}</DialogTitle>
            <DialogDescription>
              {t(
                'It is gone for good, on every device. Your cards and sessions stay, and belong to nobody. Who wants these forgotten too asks whoever runs the chargers.',
              )}
            </DialogDescription>
          </DialogHeader>
          <div className="grid gap-1.5">
            <Label htmlFor={field}>{t('Current password')}</Label>
            <PasswordInput
              id={field}
              autoComplete="current-password"
              value={password}
              aria-describedby={`${field}-detail`}
              onChange={(event) => setPassword(event.target.value)}
            />
            <p id={`${field}-detail`} className="text-xs text-muted-foreground">
              {t('It may stay empty within a day of signing in.')}
            </p>
          </div>
          <FormFooter
            submit={t('Delete my account')}
            destructive
            busy={remove.isPending}
            error={remove.error ? describeError(remove.error) : undefined}
            onCancel={onClose}
          />
        </form>
      </DialogContent>
    </Dialog>
  )
}
