import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { t } from '@/lib/i18n'

interface FormFooterProps {
  /** "Add station". */
  submit: string
  /** It takes something away for good. */
  destructive?: boolean
  busy: boolean
  error: string | undefined
  onCancel: () => void
}

export function FormFooter({ submit, destructive = false, busy, error, onCancel }: FormFooterProps) {
  return (
    <>
      {error && (
        <p role="alert" className="text-destructive">
          {error}
        </p>
      )}
      {/* In sight however long the form is. */}
      <DialogFooter className="sticky -bottom-5 -mx-5 mt-1 -mb-5 rounded-b-xl border-t bg-popover px-5 py-3 max-sm:flex-row max-sm:flex-wrap-reverse max-sm:*:flex-auto">
        <Button variant="outline" size="lg" onClick={onCancel}>
          {t('Cancel')}
        </Button>
        <Button
          type="submit"
          variant={destructive ? 'destructive-solid' : 'default'}
          size="lg"
          disabled={busy}
        >
          {submit}
        </Button>
      </DialogFooter>
    </>
  )
}
