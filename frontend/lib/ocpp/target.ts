import { t } from '@/lib/i18n'
import { numberOf, type Payload } from '@/lib/ocpp/values'

/** A sentence about a connector, or about the charger where the request names none (or 0, the charger itself). */
export const aimed =
  (charger: string, connector: string) =>
  (request: Payload, values: Record<string, string> = {}): string => {
    const number = numberOf(request['connectorId'])
    return number === null || number === 0 ? t(charger, values) : t(connector, { ...values, number })
  }
