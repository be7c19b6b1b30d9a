'use client'

import { useState, type SubmitEvent } from 'react'

import { ApplyChoice } from '@/components/configuration/apply-choice'
import { KeyEditor } from '@/components/configuration/key-editor'
import { ErrorState } from '@/components/error-state'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useDesired, useSaveDesired } from '@/lib/queries/configuration'
import { toast } from '@/lib/toast'
import type { Charger, DesiredConfiguration } from '@/lib/types'

/** Wishes of one charger alone, which go before every template. */
export function DesiredDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const { data, error, refetch } = useDesired(charger.id)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>{t('Desired values of {charger}', { charger: charger.charge_point_id })}</DialogTitle>
          <DialogDescription>
            {t('Its own desired values go before those of every template.')}
          </DialogDescription>
        </DialogHeader>
        {data ? (
          <DesiredForm charger={charger} desired={data} onClose={onClose} />
        ) : error ? (
          <ErrorState
            title={t('The desired values could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : (
          <Skeleton className="h-40" />
        )}
      </DialogContent>
    </Dialog>
  )
}

interface DesiredFormProps {
  charger: Charger
  desired: DesiredConfiguration
  onClose: () => void
}

function DesiredForm({ charger, desired, onClose }: DesiredFormProps) {
  const [apply, setApply] = useState(desired.apply)
  const [keys, setKeys] = useState(desired.keys)
  const save = useSaveDesired(charger.id)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const named = keys
      .filter(({ key }) => key.trim() !== '')
      .map(({ key, value }) => ({ key: key.trim(), value }))
    save.mutate(
      { apply, keys: named },
      {
        onSuccess: () => {
          toast(t('The desired values of {charger} are saved', { charger: charger.charge_point_id }))
          onClose()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <KeyEditor keys={keys} onChange={setKeys} />
      <ApplyChoice value={apply} onChange={setApply} />
      <FormFooter
        submit={t('Save desired values')}
        busy={save.isPending}
        error={save.error ? describeError(save.error) : undefined}
        onCancel={onClose}
      />
    </form>
  )
}
