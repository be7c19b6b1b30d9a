'use client'

import { FileSlidersIcon, PencilIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { APPLY } from '@/components/configuration/drift-words'
import { appliesTo } from '@/components/configuration/template-scope'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { RowMenu } from '@/components/row-menu'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { totalOf } from '@/lib/charger-kinds'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'
import { useDeleteTemplate, useTemplates } from '@/lib/queries/configuration'
import { useRights } from '@/lib/rights'
import { toast } from '@/lib/toast'
import type { ChargerKind, ConfigurationTemplate } from '@/lib/types'

interface TemplatesCardProps {
  onEdit: (id: string) => void
  action: React.ReactNode
}

export function TemplatesCard({ onEdit, action }: TemplatesCardProps) {
  const templates = useTemplates()
  const kinds = useChargerSummary().data?.kinds ?? []
  return (
    <Card className="overflow-hidden">
      <CardHeader>
        <CardTitle>{t('Templates')}</CardTitle>
      </CardHeader>
      {templates.loading ? (
        <div className="border-t p-4">
          <Skeleton className="h-24" />
        </div>
      ) : templates.error && templates.items.length === 0 ? (
        <ErrorState
          title={t('The templates could not be loaded')}
          error={templates.error}
          onRetry={templates.refetch}
        />
      ) : templates.items.length === 0 ? (
        <div className="border-t">
          <EmptyState icon={FileSlidersIcon} title={t('No template yet')} action={action}>
            {t(
              'A template says which values chargers of a model shall have. Where one differs is shown below.',
            )}
          </EmptyState>
        </div>
      ) : (
        <Table aria-label={t('Templates')}>
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>{t('Name')}</TableHead>
              <TableHead className="@max-lg:hidden">{t('For')}</TableHead>
              <TableHead className="text-right">{t('Chargers')}</TableHead>
              <TableHead className="text-right">{t('Keys')}</TableHead>
              <TableHead className="@max-2xl:hidden">{t('When it differs')}</TableHead>
              <TableHead className="w-10">
                <span className="sr-only">{t('Actions')}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {templates.items.map((template) => (
              <TemplateRow key={template.id} template={template} kinds={kinds} onEdit={onEdit} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

interface TemplateRowProps {
  template: ConfigurationTemplate
  kinds: ChargerKind[]
  onEdit: (id: string) => void
}

function TemplateRow({ template, kinds, onEdit }: TemplateRowProps) {
  const { id, name, vendor, model, firmware, keys, apply } = template
  const [asking, setAsking] = useState(false)
  const mayEdit = useRights().has('operate')
  const remove = useDeleteTemplate()
  const scope = [vendor, model, firmware].filter(Boolean).join(', ') || t('All chargers')
  return (
    <TableRow>
      <TableCell className="font-medium">{name}</TableCell>
      <TableCell className="@max-lg:hidden">{scope}</TableCell>
      <TableCell className="text-right tabular-nums">
        {formatNumber(totalOf(kinds, (kind) => appliesTo(template, kind)))}
      </TableCell>
      <TableCell className="text-right tabular-nums">{keys.length}</TableCell>
      <TableCell className="@max-2xl:hidden">{t(APPLY[apply].label)}</TableCell>
      <TableCell>
        {mayEdit && (
          <RowMenu label={t('Actions for {name}', { name })}>
            <DropdownMenuItem onSelect={() => onEdit(id)}>
              <PencilIcon /> {t('Edit template')}
            </DropdownMenuItem>
            <DropdownMenuItem variant="destructive" onSelect={() => setAsking(true)}>
              <Trash2Icon /> {t('Delete template')}
            </DropdownMenuItem>
          </RowMenu>
        )}
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={t('Delete {name}?', { name })}
          action={t('Delete template')}
          cancel={t('Keep it')}
          onConfirm={() => remove.mutate(id, { onSuccess: () => toast(t('{name} is deleted', { name })) })}
        >
          {t('Its values are no longer desired. What chargers have already taken stays there.')}
        </ConfirmDialog>
      </TableCell>
    </TableRow>
  )
}
