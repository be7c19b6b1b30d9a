import { msg } from '@/lib/i18n'

/** What a root is for, by OCPP's name; shown with `t()`. */
export const ROOT_USES: Record<string, string> = msg({
  CentralSystemRootCertificate: 'Proves this server',
  ManufacturerRootCertificate: 'Proves the manufacturer’s firmware',
})
