import { msg, t } from '@/lib/i18n'

/** OCPP 1.6 security whitepaper, 3.1; profile 0 is a charger without any of them. */
export const SECURITY_PROFILES = [
  { value: 0, label: msg('no password') },
  { value: 1, label: msg('password') },
  { value: 2, label: msg('TLS and password') },
  { value: 3, label: msg('TLS and certificate') },
] as const

export const hasPassword = (profile: number): boolean => profile === 1 || profile === 2
export const needsTls = (profile: number): boolean => profile >= 2

/** "Profile 2, TLS and password". */
export function securityProfileLabel(profile: number): string {
  const label = SECURITY_PROFILES.find(({ value }) => value === profile)?.label
  return label
    ? t('Profile {profile}, {label}', { profile, label: t(label) })
    : t('Profile {profile}', { profile })
}
