'use client'

import { Label as LabelPrimitive, Slot } from 'radix-ui'
import { createContext, useContext, useId, type ComponentProps } from 'react'
import {
  Controller,
  FormProvider,
  useFormContext,
  useFormState,
  type ControllerProps,
  type FieldPath,
  type FieldValues,
} from 'react-hook-form'

import { Label } from '@/components/ui/label'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

export const Form = FormProvider

const FieldContext = createContext<{ name: string } | null>(null)
const ItemContext = createContext<{ id: string } | null>(null)

export function FormField<Values extends FieldValues, Name extends FieldPath<Values>, Transformed = Values>(
  props: ControllerProps<Values, Name, Transformed>,
) {
  return (
    <FieldContext.Provider value={{ name: props.name }}>
      <Controller {...props} />
    </FieldContext.Provider>
  )
}

function useFormField() {
  const field = useContext(FieldContext)
  const item = useContext(ItemContext)
  if (!field || !item) throw new Error('useFormField belongs inside <FormField> and <FormItem>')
  const { getFieldState } = useFormContext()
  const state = getFieldState(field.name, useFormState({ name: field.name }))
  return { ...state, id: item.id, descriptionId: `${item.id}-description`, messageId: `${item.id}-message` }
}

export function FormItem({ className, ...props }: ComponentProps<'div'>) {
  const id = useId()
  return (
    <ItemContext.Provider value={{ id }}>
      <div data-slot="form-item" className={cn('grid gap-1.5', className)} {...props} />
    </ItemContext.Provider>
  )
}

export function FormLabel(props: ComponentProps<typeof LabelPrimitive.Root>) {
  const { id } = useFormField()
  return <Label data-slot="form-label" htmlFor={id} {...props} />
}

export function FormControl(props: ComponentProps<typeof Slot.Root>) {
  const { error, id, descriptionId, messageId } = useFormField()
  return (
    <Slot.Root
      data-slot="form-control"
      id={id}
      aria-describedby={error ? `${descriptionId} ${messageId}` : descriptionId}
      aria-invalid={Boolean(error)}
      {...props}
    />
  )
}

export function FormDescription({ className, ...props }: ComponentProps<'p'>) {
  const { descriptionId } = useFormField()
  return (
    <p
      data-slot="form-description"
      id={descriptionId}
      className={cn('text-xs text-muted-foreground', className)}
      {...props}
    />
  )
}

export function FormMessage({ className, ...props }: ComponentProps<'p'>) {
  const { error, messageId } = useFormField()
  if (!error?.message) return null
  return (
    <p
      data-slot="form-message"
      id={messageId}
      role="alert"
      className={cn('text-xs text-destructive', className)}
      {...props}
    >
      {t(error.message)}
    </p>
  )
}
