'use client'

import { PlusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'

import { May } from '@/components/auth/may'
import { FleetDrift } from '@/components/configuration/fleet-drift'
import { TemplateDialog } from '@/components/configuration/template-dialog'
import { TemplatesCard } from '@/components/configuration/templates-card'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useDriftSummary, useTemplates } from '@/lib/queries/configuration'
import { useRights } from '@/lib/rights'

const NEW = 'new'
const DRIFTING = { state: 'drifting' } as const

/** What is wished of chargers, and where they differ from it. */
export function ConfigurationPage() {
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const templates = useTemplates()
  const drift = useDriftSummary(DRIFTING).data
  const mayEdit = useRights().has('operate')
  const edited = templates.items.find(({ id }) => id === edit)
  const add = (
    <May right="operate">
      <Button onClick={() => void setEdit(NEW)}>
        <PlusIcon /> {t('Add template')}
      </Button>
    </May>
  )
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Configuration') }]} />
      <PageHeader
        title={
          templates.loading || !drift
            ? t('Configuration')
            : t(
                '{drifting, plural, =0 {No charger differs} one {# charger differs} other {# chargers differ}} from {templates, plural, =0 {what is desired} one {# template} other {# templates}}',
                {
                  drifting: drift.total,
                  templates: templates.items.length,
                },
              )
        }
        action={templates.items.length > 0 && add}
      />
      <TemplatesCard onEdit={(id) => void setEdit(id)} action={add} />
      <FleetDrift />
      {mayEdit && (edit === NEW || edited) && (
        <TemplateDialog template={edited ?? null} onClose={() => void setEdit(null)} />
      )}
    </Page>
  )
}
