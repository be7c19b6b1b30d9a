'use client'

import { FileIcon, UploadIcon } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'

import { Button } from '@/components/ui/button'
import { formatBytes } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

/** As the server takes it (docs/firmware.md). */
export const LARGEST_FIRMWARE = 512 * 1024 * 1024

interface DropZoneProps {
  file: File | null
  onFile: (file: File) => void
}

/** A file, dropped or chosen. */
export function DropZone({ file, onFile }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [first] = files ?? []
    if (first) onFile(first)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex items-center gap-3 rounded-lg border border-dashed border-input p-3',
        over && 'border-foreground bg-accent',
      )}
    >
      <FileIcon aria-hidden="true" className="size-5 shrink-0 text-muted-foreground" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        {file
          ? rich('{name} <small>{size}</small>', {
              name: file.name,
              size: formatBytes(file.size),
              small: (text) => (
                <span key="size" className="text-muted-foreground tabular-nums">
                  {text}
                </span>
              ),
            })
          : t('Drop the file here. At most {size}.', { size: formatBytes(LARGEST_FIRMWARE) })}
      </p>
      <Button variant="outline" onClick={() => input.current?.click()}>
        <UploadIcon /> {file ? t('Choose another') : t('Choose file')}
      </Button>
      <input
        ref={input}
        type="file"
        tabIndex={-1}
        aria-label={t('Firmware file')}
        className="sr-only"
        onChange={({ target }) => take(target.files)}
      />
    </div>
  )
}
