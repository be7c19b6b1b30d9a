import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'

import { ApiError, describeError } from '@/lib/problem'

/** Puts the server's complaints beside their fields; what belongs to no field of the form goes to its foot. */
export function showServerError<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'setError' | 'getValues'>,
  error: unknown,
): void {
  const known = Object.keys(form.getValues())
  const complaints = error instanceof ApiError ? error.fields : []
  const placed = complaints.filter(({ field }) => known.includes(field))
  for (const { field, message } of placed) form.setError(field as FieldPath<Values>, { message })
  if (placed.length === 0) form.setError('root', { message: describeError(error) })
}
