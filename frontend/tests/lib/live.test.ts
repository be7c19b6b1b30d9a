import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { backoff, runLive, tokenExpiry, type LiveStatus } from '@/lib/live'

const encode = (claims: object) => `h.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.s`

/** A body that says what it is given and then stays open until it is closed or the request is aborted. */
function stream(
  signal: AbortSignal | null | undefined,
  text: string,
  end = false,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      if (end) controller.close()
      signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')))
    },
  })
}

describe('backoff', () => {
  it('grows, has a ceiling and is never nothing', () => {
    expect(backoff(0, 1)).toBe(500)
    expect(backoff(3, 1)).toBe(4_000)
    expect(backoff(20, 1)).toBe(30_000)
    expect(backoff(20, 0)).toBe(250)
  })
})

describe('tokenExpiry', () => {
  it('reads exp of a JWT', () => expect(tokenExpiry(encode({ exp: 1_763_551_620 }))).toBe(1_763_551_620_000))
  it('leaves another token to the server', () => expect(tokenExpiry('opaque')).toBe(Infinity))
})

describe('runLive', () => {
  const statuses: LiveStatus[] = []
  const events: string[] = []
  const onFresh = vi.fn()
  const onRefused = vi.fn()
  let abort: AbortController

  beforeEach(() => {
    vi.useFakeTimers()
    abort = new AbortController()
    statuses.length = 0
    events.length = 0
    onFresh.mockClear()
    onRefused.mockClear()
  })

  afterEach(() => {
    abort.abort()
    vi.useRealTimers()
  })

  function start(token: () => Promise<string | null> = () => Promise.resolve('t')): Promise<void> {
    return runLive(
      {
        url: '/api/admin/events',
        token,
        onEvent: ({ event }) => events.push(event),
        onFresh,
        onRefused,
        onStatus: (status) => statuses.push(status),
      },
      abort.signal,
    )
  }

  function stubFetch(answer: (init: RequestInit, call: number) => Response | Promise<Response>) {
    const requests: Headers[] = []
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      requests.push(new Headers(init.headers))
      return Promise.resolve(answer(init, requests.length))
    })
    return requests
  }

  it('sends the token, hands on events and resumes after the last one', async () => {
    const requests = stubFetch(({ signal }, call) =>
      call === 1
        ? new Response(stream(signal, 'id: 5\nevent: a\ndata: {}\n\n', true))
        : new Response(stream(signal, 'id: 6\nevent: b\ndata: {}\n\n')),
    )
    void start()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(requests).toHaveLength(2)
    expect(requests[0]?.get('Authorization')).toBe('Bearer t')
    expect(requests[0]?.has('Last-Event-ID')).toBe(false)
    expect(requests[1]?.get('Last-Event-ID')).toBe('5')
    expect(events).toEqual(['a', 'b'])
    expect(statuses).toEqual(['connecting', 'live', 'waiting', 'live'])
  })

  it('asks for a refetch only when the stream continues nothing', async () => {
    stubFetch(({ signal }, call) => new Response(stream(signal, 'id: 5\nevent: a\ndata: {}\n\n', call === 1)))
    void start()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(onFresh).toHaveBeenCalledTimes(1)
  })

  it('comes back after the server was away', async () => {
    const requests = stubFetch(({ signal }, call) => {
      if (call < 3) throw new TypeError('Failed to fetch')
      return new Response(stream(signal, ': hello\n\n'))
    })
    void start()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(requests).toHaveLength(3)
    expect(statuses.at(-1)).toBe('live')
  })

  it('backs off from a server that accepts and hangs up at once', async () => {
    const requests = stubFetch(({ signal }) => new Response(stream(signal, ': hello\n\n', true)))
    vi.spyOn(Math, 'random').mockReturnValue(1)
    void start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests.length).toBeLessThan(9)
  })

  it('takes silence for a dead connection', async () => {
    const requests = stubFetch(({ signal }) => new Response(stream(signal, ': hello\n\n')))
    void start()
    await vi.advanceTimersByTimeAsync(44_000)
    expect(requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(requests).toHaveLength(2)
  })

  it('says at once that the browser has no network, and is back with it', async () => {
    const requests = stubFetch(({ signal }) => new Response(stream(signal, 'id: 5\nevent: a\ndata: {}\n\n')))
    void start()
    await vi.advanceTimersByTimeAsync(10_000)
    window.dispatchEvent(new Event('offline'))
    await vi.advanceTimersByTimeAsync(1)
    expect(statuses).toEqual(['connecting', 'live', 'waiting'])
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(1)
    expect(statuses.at(-1)).toBe('live')
    expect(requests[1]?.get('Last-Event-ID')).toBe('5')
  })

  it('says that the session was refused', async () => {
    stubFetch(() => new Response(null, { status: 401 }))
    await start()
    expect(onRefused).toHaveBeenCalledTimes(1)
    expect(statuses).toEqual(['connecting', 'ended'])
  })

  it('ends with its token and opens again with the next', async () => {
    const requests = stubFetch(({ signal }) => new Response(stream(signal, ': hello\n\n')))
    const tokens = [encode({ exp: Math.floor(Date.now() / 1000) + 10 }), 'second']
    void start(() => Promise.resolve(tokens.shift() ?? 'second'))
    await vi.advanceTimersByTimeAsync(9_000)
    expect(requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(requests[1]?.get('Authorization')).toBe('Bearer second')
  })

  it.each([401, 403])('stops for good when the server says %d', async (status) => {
    const requests = stubFetch(() => new Response(null, { status }))
    await start()
    expect(requests).toHaveLength(1)
    expect(statuses.at(-1)).toBe('ended')
  })

  it('stops when nobody is signed in', async () => {
    const requests = stubFetch(() => new Response())
    await start(() => Promise.resolve(null))
    expect(requests).toHaveLength(0)
    expect(statuses.at(-1)).toBe('ended')
  })
})
