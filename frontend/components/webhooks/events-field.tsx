'use client'

import { useId } from 'react'

import { Choices } from '@/components/choice-dialog'
import { Checkbox } from '@/components/ui/checkbox'
import { Label } from '@/components/ui/label'
import { ALL, EVENT_KINDS, isWanted, isWhole, withKind, withType } from '@/components/webhooks/webhook-events'
import { t } from '@/lib/i18n'

interface EventsFieldProps {
  value: string[]
  onChange: (events: string[]) => void
  error?: string | undefined
}

/** Everything, or what is chosen, by kind and type. */
export function EventsField({ value, onChange, error }: EventsFieldProps) {
  const id = useId()
  const all = value.includes(ALL)
  return (
    <div role="group" aria-label={t('Events')} aria-describedby={error && id} className="grid gap-2">
      <Label asChild>
        <span>{t('Events')}</span>
      </Label>
      <Choices
        label={t('Events')}
        choices={[
          { value: 'all', label: t('Everything'), detail: t('Also what a later version adds.') },
          { value: 'some', label: t('Chosen events') },
        ]}
        value={all ? 'all' : 'some'}
        onChange={(choice) => onChange(choice === 'all' ? [ALL] : [])}
      />
      {!all && (
        <div className="grid max-h-72 gap-4 overflow-y-auto rounded-lg border p-3" tabIndex={-1}>
          {EVENT_KINDS.map((kind) => (
            <KindField key={kind.kind} kind={kind} value={value} onChange={onChange} />
          ))}
        </div>
      )}
      {error && (
        <p id={id} role="alert" className="text-xs text-destructive">
          {error}
        </p>
      )}
    </div>
  )
}

type Kind = (typeof EVENT_KINDS)[number]

function KindField({ kind, value, onChange }: Pick<EventsFieldProps, 'value' | 'onChange'> & { kind: Kind }) {
  const whole = isWhole(value, kind)
  const some = kind.events.some(({ type }) => isWanted(value, type))
  const single = kind.events.length === 1
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t(kind.title)}</legend>
      <Row
        label={t(kind.title)}
        detail={single ? kind.events.map(({ words }) => t(words)).join(' ') : undefined}
        strong
        checked={whole ? true : some ? 'indeterminate' : false}
        onChange={(wanted) => onChange(withKind(value, kind, wanted))}
      />
      {!single &&
        kind.events.map(({ type, words }) => (
          <div key={type} className="pl-6">
            <Row
              label={type}
              detail={t(words)}
              checked={isWanted(value, type)}
              onChange={(wanted) => onChange(withType(value, kind, type, wanted))}
            />
          </div>
        ))}
    </fieldset>
  )
}

interface RowProps {
  label: string
  detail?: string | undefined
  strong?: boolean
  checked: boolean | 'indeterminate'
  onChange: (checked: boolean) => void
}

function Row({ label, detail, strong = false, checked, onChange }: RowProps) {
  const id = useId()
  return (
    <div className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2">
      <Checkbox
        id={id}
        checked={checked}
        className="mt-0.5"
        aria-describedby={detail && `${id}-detail`}
        onCheckedChange={onChange}
      />
      <label htmlFor={id} className={strong ? 'font-medium' : undefined}>
        {label}
      </label>
      {detail && (
        <p id={`${id}-detail`} className="col-start-2 text-xs text-muted-foreground">
          {detail}
        </p>
      )}
    </div>
  )
}
