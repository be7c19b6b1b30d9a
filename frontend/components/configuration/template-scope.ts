import type { ChargerKind, ConfigurationTemplate } from '@/lib/types'

type Scope = Pick<ConfigurationTemplate, 'vendor' | 'model' | 'firmware'>

const fits = (wished: string, reported: string | null): boolean =>
  wished === '' || wished.toLowerCase() === (reported ?? '').toLowerCase()

/** Exactly but for case, as the server compares them; what is left out fits all. */
export const appliesTo = (scope: Scope, kind: ChargerKind): boolean =>
  fits(scope.vendor, kind.vendor) &&
  fits(scope.model, kind.model) &&
  fits(scope.firmware, kind.firmware_version)
