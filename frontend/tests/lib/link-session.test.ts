import type { Supabase } from '@/lib/supabase'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { enterByLink, linkTokens } from '@/lib/link-session'

const FRAGMENT = '#access_token=a.b.c&refresh_token=r&token_type=bearer&type=invite'
const setSession = vi.fn()
const supabase = { auth: { setSession } } as unknown as Supabase

describe('linkTokens', () => {
  it.each(['', '#x', '#access_token=a&type=invite', FRAGMENT.replace('invite', 'magiclink')])(
    'is nothing in %s',
    (hash) => expect(linkTokens(hash)).toBeNull(),
  )
})

describe('enterByLink', () => {
  beforeEach(() => {
    setSession.mockReset()
    window.history.replaceState(null, '', `/auth/new-password?x=1${FRAGMENT}`)
  })

  it('cleans the address before it asks anybody', async () => {
    setSession.mockImplementation(() => {
      expect(window.location.href).toBe('http://localhost:3000/auth/new-password?x=1')
      return Promise.resolve({ error: null })
    })
    await expect(enterByLink(supabase)).resolves.toBe(true)
    expect(setSession).toHaveBeenCalledWith({ access_token: 'a.b.c', refresh_token: 'r' })
    await expect(enterByLink(supabase)).resolves.toBe(true)
    expect(setSession).toHaveBeenCalledOnce()
  })

  it('says when the session is not good', async () => {
    setSession.mockResolvedValue({ error: new Error('no') })
    await expect(enterByLink(supabase)).resolves.toBe(false)
  })
})
