import { z } from 'zod'

import { msg } from '@/lib/i18n'

const SHORTEST = 8

export const PASSWORD_HINT = msg(
  'At least 8 characters; a few words that belong together only for you are good.',
)

/** The server's rules for what people say of themselves. */
export const newPasswordField = z
  .string()
  .min(SHORTEST, msg('At least 8 characters.'))
  .max(1024, msg('At most 1024 characters.'))

export const emailField = z
  .string()
  .trim()
  .pipe(
    z
      .email(msg('Enter an e-mail address, such as ines@example.com.'))
      .max(254, msg('At most 254 characters.')),
  )

export const nameField = z.string().trim().max(200, msg('At most 200 characters.'))
