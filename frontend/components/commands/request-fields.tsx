'use client'

import { PlusIcon, XIcon } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useFieldArray, useFormContext, useFormState, useWatch, type FieldValues } from 'react-hook-form'

import { FIELD_LABELS, ITEM_WORDS, OBJECT_WORDS } from '@/components/commands/field-labels'
import { SimpleItem } from '@/components/commands/simple-item'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { emptyDraft } from '@/lib/ocpp/request-draft'
import { isGroup, type GroupField, type RequestField } from '@/lib/ocpp/request-fields'
import { isObject } from '@/lib/ocpp/values'
import type { Charger } from '@/lib/types'

interface Place {
  /** Where the form keeps what is around it: "csChargingProfiles.". */
  above: string
  charger: Charger
  action: string
}

/** The inputs of an object's fields, however deep it goes. */
export function FieldItems({ fields, ...place }: Place & { fields: RequestField[] }) {
  return fields.map((field) =>
    isGroup(field) ? (
      <GroupItem key={field.name} field={field} {...place} />
    ) : (
      <SimpleItem key={field.name} field={field} {...place} />
    ),
  )
}

type GroupItemProps = Place & { field: GroupField }

function GroupItem(props: GroupItemProps) {
  if (props.field.kind === 'list') return <ListItem {...props} />
  return props.field.required ? <ObjectItem {...props} /> : <OptionalObject {...props} />
}

function ObjectItem({ field, above, remove, ...place }: GroupItemProps & { remove?: ReactNode }) {
  const at = above + field.name
  return (
    <Fieldset at={at} legend={labelOf(field)} corner={remove}>
      <FieldItems fields={field.fields} above={`${at}.`} {...place} />
    </Fieldset>
  )
}

const labelOf = ({ name }: GroupField): string => t(FIELD_LABELS[name] ?? name)

function OptionalObject(props: GroupItemProps) {
  const { field, above, action } = props
  const { setValue, control } = useFormContext<FieldValues>()
  const at = above + field.name
  const value: unknown = useWatch({ control, name: at })
  const words = OBJECT_WORDS[field.name]
  if (!words) throw new Error(`The object ${field.name} has no words`)
  if (!isObject(value)) {
    return (
      <AddButton onClick={() => setValue(at, emptyDraft(action, field.fields, ''))}>{t(words.add)}</AddButton>
    )
  }
  const remove = <RemoveButton label={t(words.remove)} onClick={() => setValue(at, null)} />
  return <ObjectItem {...props} remove={remove} />
}

function ListItem({ field, above, ...place }: GroupItemProps) {
  const at = above + field.name
  const { control } = useFormContext<FieldValues>()
  const { fields: items, append, remove } = useFieldArray({ control, name: at })
  const words = ITEM_WORDS[field.name]
  if (!words) throw new Error(`The list ${field.name} has no words`)
  const removable = !field.required || items.length > 1
  return (
    <Fieldset at={at} legend={labelOf(field)}>
      {items.map(({ id }, index) => (
        <Fieldset
          key={id}
          at={`${at}.${index}`}
          legend={t(words.item, { number: index + 1 })}
          corner={
            removable && (
              <RemoveButton label={t(words.remove, { number: index + 1 })} onClick={() => remove(index)} />
            )
          }
        >
          <FieldItems fields={field.fields} above={`${at}.${index}.`} {...place} />
        </Fieldset>
      ))}
      <AddButton onClick={() => append(emptyDraft(place.action, field.fields, ''))}>{t(words.add)}</AddButton>
    </Fieldset>
  )
}

interface FieldsetProps {
  at: string
  legend: string
  corner?: ReactNode
  children: ReactNode
}

/** What belongs together, with what is wrong about it as a whole. */
function Fieldset({ at, legend, corner, children }: FieldsetProps) {
  const id = useId()
  const { getFieldState } = useFormContext<FieldValues>()
  const { error } = getFieldState(at, useFormState({ name: at }))
  return (
    <div role="group" aria-labelledby={id} className="grid gap-3 border-l-2 pl-3">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <span id={id} className="font-semibold">
          {legend}
        </span>
        {corner}
      </div>
      {children}
      {error?.message && (
        <p role="alert" className="text-xs text-destructive">
          {error.message}
        </p>
      )}
    </div>
  )
}

function AddButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button type="button" variant="outline" className="w-fit" onClick={onClick}>
      <PlusIcon /> {children}
    </Button>
  )
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button type="button" variant="ghost" size="icon" aria-label={label} onClick={onClick}>
      <XIcon />
    </Button>
  )
}
