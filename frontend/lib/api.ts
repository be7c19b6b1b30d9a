import createFetchClient, { type Middleware } from 'openapi-fetch'
import createClient from 'openapi-react-query'

import { API_BASE } from '@/lib/config'
import { toApiError, type ApiError } from '@/lib/problem'
import type { paths } from '@/types/api'

type TokenSource = () => Promise<string | null>

let readToken: TokenSource = () => Promise.resolve(null)
let onRefused: (error: ApiError) => void = () => undefined

/** Called once by the auth context: where tokens come from, and what to do when the server refuses one. */
export function connectAuth(source: TokenSource, refused: (error: ApiError) => void): void {
  readToken = source
  onRefused = refused
}

/** The current access token, refreshed by supabase-js when it is about to expire. */
export const accessToken = (): Promise<string | null> => readToken()

const bearer: Middleware = {
  async onRequest({ request }) {
    const token = await readToken()
    if (token) request.headers.set('Authorization', `Bearer ${token}`)
    return request
  },
  async onResponse({ response }) {
    if (response.ok) return
    const error = await toApiError(response)
    if (response.status === 401) onRefused(error)
    throw error
  },
}

/** Typed by the server's OpenAPI, where lists are JSON and no download; any answer that is no success rejects with an ApiError. */
export const api = createFetchClient<paths, 'application/json'>({
  baseUrl: API_BASE,
  // Looked up at each request, so that a test can stand in for the network.
  fetch: (request) => fetch(request),
})
api.use(bearer)

/** The same as hooks: `$api.useQuery('get', '/api/admin/chargers', { params })`. Query key: [method, path, init]. */
export const $api = createClient(api)
