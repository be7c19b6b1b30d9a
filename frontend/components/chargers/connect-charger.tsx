'use client'

import { PlayIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { AddressStep } from '@/components/chargers/address-step'
import { ImportDialog } from '@/components/chargers/import-dialog'
import { NameStep } from '@/components/chargers/name-step'
import { Troubleshooting } from '@/components/chargers/troubleshooting'
import { WaitingStep } from '@/components/chargers/waiting-step'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useCreateCharger, useSimulate } from '@/lib/queries/chargers'
import type { CreatedCharger } from '@/lib/types'

export interface Draft {
  name: string
  profile: number
}

interface ConnectChargerProps {
  /** The server has no charger yet. */
  first?: boolean
  suggestedName: string
  stationId?: string | null
}

/** Name it, tell it where to call, wait for its call: three steps in one card. */
export function ConnectCharger({ first = false, suggestedName, stationId = null }: ConnectChargerProps) {
  const [draft, setDraft] = useState<Draft>({ name: suggestedName, profile: 1 })
  const [created, setCreated] = useState<CreatedCharger | null>(null)
  const create = useCreateCharger()
  const simulate = useSimulate()

  const register = async () => {
    if (created) return created
    const charger = await create.mutateAsync({
      charge_point_id: draft.name.trim(),
      security_profile: draft.profile,
      ...(stationId && { station_id: stationId }),
    })
    setCreated(charger)
    return charger
  }
  const tryRegister = () => register().catch(() => null)
  const trySimulated = async () => {
    const charger = await tryRegister()
    if (charger) simulate.mutate(charger.id)
  }
  return (
    <div className="mx-auto w-full max-w-190 pb-6 md:pt-7">
      <h1 className="text-xl font-semibold">
        {first ? t('Connect your first charger') : t('Connect a charger')}
      </h1>
      <p className="mt-0.5 text-base font-normal text-muted-foreground">
        {t('Enter these in the charger’s own settings page or app, usually under “Backend” or “OCPP”.')}
      </p>
      <Card className="mt-6 divide-y">
        <Step number={1} title={t('Name it')}>
          <NameStep
            draft={draft}
            onChange={(next) => {
              create.reset()
              setDraft(next)
            }}
            created={created !== null}
            busy={create.isPending}
            error={create.error ? describeError(create.error) : null}
            onCreate={() => void tryRegister()}
          />
        </Step>
        <Step number={2} title={t('Tell the charger where to call')}>
          <AddressStep draft={draft} created={created} />
        </Step>
        <Step number={3} title={t('Wait for its call')}>
          <WaitingStep name={draft.name} created={created} />
        </Step>
      </Card>
      <div className="mt-5 flex flex-col gap-4 rounded-xl border border-dashed border-input p-4 sm:flex-row sm:items-center sm:justify-between md:px-6">
        <div>
          <h2 className="font-semibold">{t('No charger at hand?')}</h2>
          <p className="max-w-110 text-muted-foreground">
            {t(
              'A simulated one connects in seconds, charges a car and fails now and then. Remove it whenever you like.',
            )}
          </p>
        </div>
        <Button
          variant="outline"
          size="lg"
          disabled={create.isPending || simulate.isPending || simulate.isSuccess}
          onClick={() => void trySimulated()}
        >
          <PlayIcon /> {simulate.isSuccess ? t('It is on its way') : t('Try a simulated one')}
        </Button>
      </div>
      <div className="mt-5 flex flex-wrap justify-between gap-3">
        <Troubleshooting name={draft.name} />
        <ImportDialog />
      </div>
    </div>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="flex gap-4 p-4 md:p-6 md:pt-5">
      <span
        aria-hidden="true"
        className="grid size-6 shrink-0 place-items-center rounded-full bg-muted text-xs font-semibold max-sm:hidden"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-base leading-6 font-semibold">
          <span className="sr-only">{t('Step {number}:', { number })} </span>
          {title}
        </h2>
        {children}
      </div>
    </section>
  )
}
