import { vi } from 'vitest'

export type Answer = (request: { url: URL; body: unknown }) => { status?: number; body?: unknown }

/** Answers fetch by "METHOD /path", 404 otherwise, and keeps what was asked. */
export function fakeServer(
  routes: Record<string, Answer>,
): { method: string; path: string; body: unknown }[] {
  const asked: { method: string; path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(input, init)
    const url = new URL(request.url)
    const text = await request.text()
    const body: unknown = text ? JSON.parse(text) : undefined
    asked.push({ method: request.method, path: url.pathname, body })
    const answer = routes[`${request.method} ${url.pathname}`]?.({ url, body }) ?? {
      status: 404,
      body: { title: 'Not found' },
    }
    const { status = 200 } = answer
    return new Response(status === 204 ? null : JSON.stringify(answer.body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    })
  })
  return asked
}
