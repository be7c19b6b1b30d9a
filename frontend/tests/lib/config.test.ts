import { afterEach, describe, expect, it, vi } from 'vitest'

import { accountsElsewhere, authOrigin, chargePointAddress, fetchConfig } from '@/lib/config'

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

  const answers = (config: object) =>
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(config))))
  const atSupabase = { auth_url: 'https://x.supabase.co/auth/v1', publishable_key: 'sb_publishable_a' }

  it('leads to Supabase when the server says so', async () => {
    answers(atSupabase)
    const config = await fetchConfig()
    expect(config).toEqual(atSupabase)
    expect(authOrigin(config.auth_url)).toBe('https://x.supabase.co')
  })

  it('is overruled by a project that the build names', async () => {
    vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', 'https://y.supabase.co')
    vi.stubEnv('NEXT_PUBLIC_SUPABASE_ANON_KEY', 'sb_publishable_b')
    vi.resetModules()
    const built = await import('@/lib/config')
    answers(atSupabase)
    const { auth_url, publishable_key } = await built.fetchConfig()
    expect([auth_url, publishable_key]).toEqual(['https://y.supabase.co', 'sb_publishable_b'])
    vi.unstubAllEnvs()
  })

  it('says what came instead of a configuration', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 502 })))
    await expect(fetchConfig()).rejects.toThrow('502')
  })
})

it.each([
  ['/auth/v1', false],
  ['https://project.supabase.co', true],
])('accounts at %s are elsewhere: %s', (auth_url, elsewhere) => {
  expect(accountsElsewhere({ auth_url })).toBe(elsewhere)
})
