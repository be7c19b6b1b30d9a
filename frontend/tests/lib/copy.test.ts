import { afterEach, expect, it, vi } from 'vitest'

import { copyText } from '@/lib/copy'

afterEach(() => vi.unstubAllGlobals())

it('uses the clipboard where there is one', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  expect(await copyText('ws://10.0.0.5/ocpp/A')).toBe(true)
  expect(writeText).toHaveBeenCalledWith('ws://10.0.0.5/ocpp/A')
})

it('copies on plain http too, and leaves nothing behind', async () => {
  vi.stubGlobal('isSecureContext', false)
  Object.assign(document, { execCommand: () => true })
  expect(await copyText('x')).toBe(true)
  expect(document.querySelector('textarea')).toBeNull()
})

it('admits it when it cannot', async () => {
  vi.stubGlobal('isSecureContext', false)
  Object.assign(document, { execCommand: () => false })
  expect(await copyText('x')).toBe(false)
})
