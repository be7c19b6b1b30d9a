'use client'

import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { Page } from '@/components/layout/page'
import { ChargerEvents } from '@/components/security/charger-events'
import { InstalledCard } from '@/components/security/installed-card'
import { OwnCertificatesCard } from '@/components/security/own-certificates-card'
import { ProfileCard } from '@/components/security/profile-card'
import { SecurityCommands } from '@/components/security/security-commands'

/** How one charger proves itself, what it trusts, and what happened to it. */
export function SecurityTab() {
  const charger = useThisCharger()
  return (
    <Page className="grid grid-cols-1 content-start items-start gap-4 pt-4 md:pt-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <ProfileCard charger={charger} />
        <OwnCertificatesCard charger={charger} />
        <InstalledCard charger={charger} />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <SecurityCommands charger={charger} />
        <ChargerEvents charger={charger} />
      </div>
    </Page>
  )
}
