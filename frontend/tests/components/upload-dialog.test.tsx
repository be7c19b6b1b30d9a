import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { UploadDialog } from '@/components/firmware/upload-dialog'

import { fakeServer } from '../fake-server'
import { aFirmware } from '../fixtures/firmware'
import { renderPage } from '../render'

/** The network of an upload, answered by hand. */
class FakeRequest {
  static last: FakeRequest
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  onload = () => undefined
  onerror = () => undefined
  status = 0
  responseText = ''
  sent: FormData | null = null
  constructor() {
    FakeRequest.last = this
  }
  open = vi.fn()
  setRequestHeader = vi.fn()
  getResponseHeader = () => 'application/problem+json'
  send(form: FormData) {
    this.sent = form
  }
  answer(status: number, body: unknown) {
    this.status = status
    this.responseText = JSON.stringify(body)
    this.onload()
  }
}

const file = new File(['x'.repeat(2048)], 'kestrel.bin')
const zone = () => screen.getByText(/Drop the file here/)
const submit = () => userEvent.click(screen.getByRole('button', { name: 'Upload firmware' }))

describe('UploadDialog', () => {
  const onClose = vi.fn()

  beforeEach(() => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest)
    fakeServer({ 'GET /api/admin/chargers': () => ({ body: { items: [], next_cursor: null } }) })
    renderPage(<UploadDialog onClose={onClose} />)
  })

  it('sends a dropped file with what it is, and shows how far it is', async () => {
    fireEvent.drop(zone(), { dataTransfer: { files: [file] } })
    expect(await screen.findByText('2.0 KiB')).toBeVisible()
    await userEvent.type(screen.getByLabelText('Version'), '3.0.0')
    await submit()
    await waitFor(() => expect(FakeRequest.last.sent?.get('version')).toBe('3.0.0'))
    expect([...(FakeRequest.last.sent?.keys() ?? [])]).toEqual(['version', 'file'])
    FakeRequest.last.upload.onprogress?.({ loaded: 1024, total: 2048 })
    expect(await screen.findByText('1.0 KiB of 2.0 KiB')).toBeVisible()
    FakeRequest.last.answer(201, aFirmware())
    await waitFor(() => expect(onClose).toHaveBeenCalled())
  })

  it('says beside the field what the server does not take', async () => {
    fireEvent.drop(zone(), { dataTransfer: { files: [file] } })
    await submit()
    await waitFor(() => expect(FakeRequest.last.sent).not.toBeNull())
    const errors = [{ field: 'version', message: 'Has too many characters' }]
    FakeRequest.last.answer(422, { title: 'Invalid', errors })
    expect(await screen.findByText('Has too many characters')).toBeVisible()
  })

  it('wants a file, and no larger one than the server takes', async () => {
    await submit()
    expect(await screen.findByText('Choose the file.')).toBeVisible()
    const large = new File([], 'large.bin')
    Object.defineProperty(large, 'size', { value: 512 * 1024 * 1024 + 1 })
    fireEvent.drop(zone(), { dataTransfer: { files: [large] } })
    await submit()
    expect(await screen.findByText('It is larger than 512.0 MiB.')).toBeVisible()
  })

  it('takes certificate and signature together only', async () => {
    fireEvent.drop(zone(), { dataTransfer: { files: [file] } })
    fireEvent.change(screen.getByLabelText('Signing certificate'), { target: { value: 'PEM' } })
    await submit()
    expect(await screen.findByText('Certificate and signature come together.')).toBeInTheDocument()
  })
})
