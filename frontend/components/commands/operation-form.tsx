'use client'

import { useForm } from 'react-hook-form'

import { OfflineChoice, useOfflineChoice } from '@/components/commands/offline-choice'
import type { Operation } from '@/components/commands/operations'
import { FieldItems } from '@/components/commands/request-fields'
import { useSend } from '@/components/commands/use-send'
import { ErrorState } from '@/components/error-state'
import { FormFooter } from '@/components/form-footer'
import { Form } from '@/components/ui/form'
import { Skeleton } from '@/components/ui/skeleton'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { complaintsAbout, emptyDraft, toRequest } from '@/lib/ocpp/request-draft'
import { requestFields, type RequestField, type Schemas } from '@/lib/ocpp/request-fields'
import { useOperations } from '@/lib/queries/charger-detail'
import type { Charger } from '@/lib/types'

interface OperationFormProps {
  charger: Charger
  operation: Operation
  /** What fields hold at first, by their OCPP name. */
  initial?: Record<string, string>
  onClose: () => void
}

/** The form of one operation, as OCPP's schema of its request has it. */
export function OperationForm(props: OperationFormProps) {
  const { data, error, refetch } = useOperations()
  const { action } = props.operation
  const found = data?.items.find((candidate) => candidate.action === action)
  if (found) {
    return <RequestForm {...props} fields={requestFields(action, found.request_schema as Schemas)} />
  }
  if (error || data) {
    return (
      <ErrorState
        title={t('The form could not be loaded')}
        error={error ?? new Error(t('The server does not know this command.'))}
        onRetry={() => void refetch()}
      />
    )
  }
  return <FormSkeleton />
}

function FormSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  )
}

const onlyConnector = ({ connectors }: Charger): string =>
  connectors.length === 1 ? String(connectors[0]?.connector_id) : ''

function RequestForm({
  charger,
  operation: { action, label },
  initial = {},
  onClose,
  fields,
}: OperationFormProps & { fields: RequestField[] }) {
  const send = useSend(charger)
  const offline = useOfflineChoice(charger)
  const only = onlyConnector(charger)
  const form = useForm({ defaultValues: { ...emptyDraft(action, fields, only), ...initial } })
  const submit = form.handleSubmit(async (values) => {
    const complaints = complaintsAbout(fields, values)
    for (const [index, { at, message }] of complaints.entries()) {
      form.setError(at, { message }, { shouldFocus: index === 0 })
    }
    if (complaints.length > 0) return
    try {
      await send.mutateAsync({ action, request: toRequest(fields, values), validFor: offline.validFor })
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  const busy = form.formState.isSubmitting
  return (
    <Form {...form}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          form.clearErrors() // those of whole lists and objects are no input's, and would stay
          void submit(event)
        }}
      >
        <FieldItems fields={fields} above="" charger={charger} action={action} />
        <OfflineChoice {...offline} />
        <FormFooter
          submit={busy ? offline.waiting : t(label)}
          busy={busy}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}
