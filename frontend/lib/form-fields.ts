import { z } from 'zod'

import { msg } from '@/lib/i18n'

interface NumberBounds {
  min: number
  max: number
  message: string
}

/** A text field that holds a number or nothing (null); a decimal comma is as good as a point. */
export function optionalNumber({ min, max, message }: NumberBounds) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
    .refine((value) => value === null || (value >= min && value <= max), message)
}

/** A `datetime-local` field or nothing, as the reader's clock says it -> UTC. */
export const optionalMoment = z
  .string()
  .transform((text) => (text === '' ? null : new Date(text)))
  .refine((date) => date === null || !Number.isNaN(date.getTime()), msg('Not a date.'))
  .transform((date) => date?.toISOString() ?? null)

/** UTC -> what a `datetime-local` field holds. */
export function toLocalInput(moment: string | null | undefined): string {
  if (!moment) return ''
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
