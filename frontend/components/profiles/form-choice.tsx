'use client'

import type { Control, FieldPath } from 'react-hook-form'

import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { ProfileDraft } from '@/lib/profile-draft'

interface FormChoiceProps {
  control: Control<ProfileDraft, unknown, ProfileDraft>
  name: FieldPath<ProfileDraft>
  label: string
  hint?: string
  placeholder?: string
  options: { value: string; label: string }[]
  /** What follows from the choice, beyond the field itself. */
  onChosen?: (value: string) => void
}

export function FormChoice({ control, name, label, hint, placeholder, options, onChosen }: FormChoiceProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className="content-start">
          <FormLabel>{label}</FormLabel>
          <Select
            value={typeof field.value === 'string' ? field.value : ''}
            onValueChange={(value) => {
              field.onChange(value)
              onChosen?.(value)
            }}
          >
            <FormControl>
              <SelectTrigger className="w-full" ref={field.ref} onBlur={field.onBlur}>
                <SelectValue placeholder={placeholder} />
              </SelectTrigger>
            </FormControl>
            <SelectContent>
              {options.map((option) => (
                <SelectItem key={option.value} value={option.value}>
                  {option.label}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}
