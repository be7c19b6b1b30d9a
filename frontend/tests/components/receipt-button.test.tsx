import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { MyReceipt, Receipt } from '@/components/receipt-button'
import { Toaster } from '@/components/ui/sonner'
import { connectAuth } from '@/lib/api'
import { downloadBlob } from '@/lib/download'
import type { MyTransaction, Transaction } from '@/lib/types'

import { renderPage } from '../render'

vi.mock('@/lib/download', () => ({ downloadBlob: vi.fn() }))

const mine = { id: 'a', started_at: '2026-11-19T12:27:00Z' } as MyTransaction
const any = { id: 'b', transaction_id: 18391 } as Transaction
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save receipt' }))

describe('a receipt', () => {
  beforeEach(() => {
    vi.clearAllMocks()
    connectAuth(
      () => Promise.resolve('token'),
      () => undefined,
    )
  })

  it.each([
    [<MyReceipt key="m" session={mine} />, '/api/me/transactions/a/receipt', 'receipt-2026-11-19.pdf'],
    [<Receipt key="r" transaction={any} />, '/api/admin/transactions/b/receipt', 'receipt-18391.pdf'],
  ])('is fetched with the token, and saved: %#', async (button, path, name) => {
    const fetched = vi.fn((request: Request) => {
      expect(request.headers.get('Authorization')).toBe('Bearer token')
      return Promise.resolve(
        new Response('%PDF-1.7', { headers: { 'Content-Type': 'application/pdf', 'Content-Length': '8' } }),
      )
    })
    vi.stubGlobal('fetch', fetched)
    renderPage(button)
    await save()
    await vi.waitFor(() => expect(downloadBlob).toHaveBeenCalledOnce())
    const [[savedAs, blob]] = vi.mocked(downloadBlob).mock.calls as [[string, Blob]]
    expect(savedAs).toBe(name)
    expect(blob.size).toBe(8)
    const url = new URL(fetched.mock.calls[0]?.[0].url ?? '')
    expect([url.pathname, url.searchParams.get('tz')]).toEqual([path, 'Europe/Berlin'])
  })

  it('says why there is none', async () => {
    const problem = { detail: 'The session has not ended.' }
    const answer = new Response(JSON.stringify(problem), {
      status: 409,
      headers: { 'Content-Type': 'application/problem+json' },
    })
    vi.stubGlobal('fetch', () => Promise.resolve(answer))
    renderPage(
      <>
        <Receipt transaction={any} />
        <Toaster />
      </>,
    )
    await save()
    expect(await screen.findByText('The session has not ended.')).toBeVisible()
    expect(downloadBlob).not.toHaveBeenCalled()
  })
})
