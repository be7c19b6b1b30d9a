import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'

import { isObject } from '@/lib/ocpp/values'
import { ApiError, describeError } from '@/lib/problem'

/** Puts the server's complaints beside their fields; what belongs to no field of the form goes to its foot. */
export function showServerError<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'setError' | 'getValues'>,
  error: unknown,
): void {
  const complaints = error instanceof ApiError ? error.fields : []
  const placed = complaints
    .map(({ field, message }) => ({ at: formPath(field), message }))
    .filter(({ at }) => isKnown(form.getValues(), at))
  for (const { at, message } of placed) form.setError(at as FieldPath<Values>, { message })
  if (placed.length === 0) form.setError('root', { message: describeError(error) })
}

/** A place as the server names it -> as the form does: "periods[0].limit" -> "periods.0.limit". */
const formPath = (field: string): string => field.replace(/\[(\d+)\]/g, '.$1')

function isKnown(values: unknown, at: string): boolean {
  const [name = '', ...deeper] = at.split('.')
  if (Array.isArray(values))
    return name in values && (deeper.length === 0 || isKnown(values[Number(name)], deeper.join('.')))
  if (!isObject(values) || !(name in values)) return false
  return deeper.length === 0 || isKnown(values[name], deeper.join('.'))
}
