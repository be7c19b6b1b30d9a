import { z } from 'zod'

const SHORTEST = 8

export const PASSWORD_HINT = `At least ${SHORTEST} characters; a few words that belong together only for you are good.`

/** The server's rules for what people say of themselves. */
export const newPasswordField = z
  .string()
  .min(SHORTEST, `At least ${SHORTEST} characters.`)
  .max(1024, 'At most 1024 characters.')

export const emailField = z
  .string()
  .trim()
  .pipe(z.email('Enter an e-mail address, such as ines@example.com.').max(254, 'At most 254 characters.'))

export const nameField = z.string().trim().max(200, 'At most 200 characters.')
