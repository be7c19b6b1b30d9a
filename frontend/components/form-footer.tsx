import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { t } from '@/lib/i18n'

interface FormFooterProps {
  /** "Add station". */
  submit: string
  busy: boolean
  error: string | undefined
  onCancel: () => void
}

export function FormFooter({ submit, busy, error, onCancel }: FormFooterProps) {
  return (
    <>
      {error && (
        <p role="alert" className="text-destructive">
          {error}
        </p>
      )}
      <DialogFooter>
        <Button variant="outline" size="lg" onClick={onCancel}>
          {t('Cancel')}
        </Button>
        <Button type="submit" size="lg" disabled={busy}>
          {submit}
        </Button>
      </DialogFooter>
    </>
  )
}
