import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The languages beside English, as the build is told of them: one for each file in this folder. */
export const languages = (): string =>
  readdirSync(join(process.cwd(), 'locales'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
    .sort()
    .join(' ')
