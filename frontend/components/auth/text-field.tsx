'use client'

import type { ComponentProps, ReactNode } from 'react'
import type { Control, FieldPath, FieldValues } from 'react-hook-form'

import { PasswordInput } from '@/components/auth/password-input'
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'

interface TextFieldProps<Values extends FieldValues> extends Omit<ComponentProps<typeof Input>, 'name'> {
  control: Control<Values, unknown, Values>
  name: FieldPath<Values>
  label: string
  hint?: string
  /** At the right of the label. */
  aside?: ReactNode
}

/** One labelled line of a form; of the type `password` with a way to see it. */
export function TextField<Values extends FieldValues>(props: TextFieldProps<Values>) {
  const { control, name, label, hint, aside, type, ...input } = props
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className="relative">
          <FormLabel>{label}</FormLabel>
          <FormControl>
            {type === 'password' ? (
              <PasswordInput {...input} {...field} />
            ) : (
              <Input {...(type && { type })} {...input} {...field} />
            )}
          </FormControl>
          {/* After the field: Tab leads from one field to the next. */}
          {aside && <div className="absolute top-0 right-0">{aside}</div>}
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}
