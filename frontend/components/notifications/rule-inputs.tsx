'use client'

import type { RuleControl } from '@/components/notifications/rule-fields'
import { Checkbox } from '@/components/ui/checkbox'
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'

interface LineFieldProps {
  control: RuleControl
  name: 'name' | 'after_min' | 'repeat_hours' | 'quiet_from' | 'quiet_to' | 'tz'
  label: string
  type?: string
  numeric?: boolean
  hint?: string
}

export function LineField({ control, name, label, type = 'text', numeric = false, hint }: LineFieldProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className="content-start">
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Input type={type} autoComplete="off" inputMode={numeric ? 'decimal' : 'text'} {...field} />
          </FormControl>
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}

interface CheckFieldProps {
  control: RuleControl
  name: 'critical_only' | 'resolved' | 'quiet' | 'break_through'
  label: string
}

export function CheckField({ control, name, label }: CheckFieldProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className="flex items-center gap-2">
          <FormControl>
            <Checkbox checked={field.value} onBlur={field.onBlur} onCheckedChange={field.onChange} />
          </FormControl>
          <FormLabel>{label}</FormLabel>
        </FormItem>
      )}
    />
  )
}
