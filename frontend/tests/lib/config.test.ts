import { afterEach, describe, expect, it, vi } from 'vitest'

import { authOrigin, chargePointAddress, fetchConfig } from '@/lib/config'

describe('authOrigin', () => {
  it.each([
    ['', 'http://localhost:3000'],
    ['/', 'http://localhost:3000'],
    ['/auth/v1', 'http://localhost:3000'],
    ['https://x.supabase.co', 'https://x.supabase.co'],
    ['https://x.supabase.co/auth/v1/', 'https://x.supabase.co'],
  ])('%j leads to %s', (url, origin) => expect(authOrigin(url)).toBe(origin))
})

describe('chargePointAddress', () => {
  it('puts the name behind the address, encoded', () => {
    const config = { ocpp_url: 'ws://192.168.20.15:8000/ocpp/' }
    expect(chargePointAddress('CP-0001', config)).toBe('ws://192.168.20.15:8000/ocpp/CP-0001')
    expect(chargePointAddress('a b/c', config)).toBe('ws://192.168.20.15:8000/ocpp/a%20b%2Fc')
  })
})

describe('fetchConfig', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('says what came instead of a configuration', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 502 })))
    await expect(fetchConfig()).rejects.toThrow('502')
  })
})
