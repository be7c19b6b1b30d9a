import type { Charger } from '@/lib/types'

/** "Kestrel DC 150"; many models name their vendor themselves, and then it is not said twice. */
export function deviceName({ vendor, model }: Pick<Charger, 'vendor' | 'model'>): string {
  if (!vendor || !model) return vendor ?? model ?? ''
  return model.toLowerCase().startsWith(vendor.toLowerCase()) ? model : `${vendor} ${model}`
}
