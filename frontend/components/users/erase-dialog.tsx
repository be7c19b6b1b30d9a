'use client'

import { useId, useState } from 'react'

import { FormFooter } from '@/components/form-footer'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { userName } from '@/components/users/user-words'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useEraseUser } from '@/lib/queries/users'
import { saidWords } from '@/lib/said'
import type { Erasure, User } from '@/lib/types'

interface EraseDialogProps {
  user: User
  onClose: () => void
}

/** Forgets a person for good, once their address is typed; then says what is gone, and what stays and why. */
export function EraseDialog({ user, onClose }: EraseDialogProps) {
  const erase = useEraseUser()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {erase.data ? (
          <Outcome user={user} erasure={erase.data} onClose={onClose} />
        ) : (
          <Question
            user={user}
            busy={erase.isPending}
            error={erase.error ? describeError(erase.error) : undefined}
            onErase={(answer) => erase.mutate({ id: user.id, ...answer })}
            onClose={onClose}
          />
        )}
      </DialogContent>
    </Dialog>
  )
}

interface QuestionProps extends EraseDialogProps {
  busy: boolean
  error: string | undefined
  onErase: (answer: { email: string; signed_readings: boolean }) => void
}

function Question({ user, busy, error, onErase, onClose }: QuestionProps) {
  const [email, setEmail] = useState('')
  const [signed, setSigned] = useState(false)
  const field = useId()
  const box = useId()
  const confirmed = email.trim().toLowerCase() === user.email.toLowerCase()
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (confirmed) onErase({ email: email.trim(), signed_readings: signed })
      }}
    >
      <DialogHeader>
        <DialogTitle>{t('Erase all about {name}?', { name: userName(user) })}</DialogTitle>
        <DialogDescription>
          {t(
            'Account and cards are deleted, and their sessions, messages and traces name nobody any more. It cannot be undone; download all about them first where they have asked for it.',
          )}
        </DialogDescription>
      </DialogHeader>
      <div className="grid gap-1.5">
        <Label htmlFor={field}>{t('To be sure, their address: {email}', { email: user.email })}</Label>
        <Input
          id={field}
          type="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <div className="flex items-start gap-2">
        <Checkbox
          id={box}
          className="mt-0.5"
          checked={signed}
          aria-describedby={`${box}-detail`}
          onCheckedChange={setSigned}
        />
        <div className="grid gap-0.5">
          <label htmlFor={box}>{t('Also the readings that meters have signed')}</label>
          <p id={`${box}-detail`} className="text-xs text-muted-foreground">
            {t('Where billing by the meter is under a law they have to be kept for as long as it says.')}
          </p>
        </div>
      </div>
      {busy && (
        <p role="status" className="text-muted-foreground">
          {t('Everything is looked through: where the message log is long, this takes minutes.')}
        </p>
      )}
      <FormFooter
        submit={t('Erase for good')}
        destructive
        busy={busy || !confirmed}
        error={error}
        onCancel={onClose}
      />
    </form>
  )
}

interface OutcomeProps extends EraseDialogProps {
  erasure: Erasure
}

function Outcome({ user, erasure: { cards, transactions, kept }, onClose }: OutcomeProps) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t('{name} is erased', { name: userName(user) })}</DialogTitle>
        <DialogDescription>
          {t(
            '{cards, plural, =0 {No card is} one {# card is} other {# cards are}} gone, {sessions, plural, =0 {no session} one {# session} other {# sessions}} without a name. What stays, and why:',
            { cards, sessions: transactions },
          )}
        </DialogDescription>
      </DialogHeader>
      <ul className="grid gap-2" aria-label={t('What stays')}>
        {kept.map(({ what, said }) => (
          <li key={what}>
            <p className="font-medium">{saidWords(said.what)}</p>
            <p className="text-muted-foreground">{saidWords(said.why)}</p>
          </li>
        ))}
      </ul>
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          {t('Close')}
        </Button>
      </DialogFooter>
    </>
  )
}
