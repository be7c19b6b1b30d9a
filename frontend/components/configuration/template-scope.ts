import type { Charger, ConfigurationTemplate } from '@/lib/types'

type Scope = Pick<ConfigurationTemplate, 'vendor' | 'model' | 'firmware'>

const fits = (wished: string, reported: string | null): boolean =>
  wished === '' || wished.toLowerCase() === (reported ?? '').toLowerCase()

/** Exactly but for case, as the server compares them; what is left out fits all. */
export const appliesTo = (scope: Scope, charger: Charger): boolean =>
  fits(scope.vendor, charger.vendor) &&
  fits(scope.model, charger.model) &&
  fits(scope.firmware, charger.firmware_version)
