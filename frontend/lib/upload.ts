import { accessToken } from '@/lib/api'
import { API_BASE } from '@/lib/config'
import { toApiError } from '@/lib/problem'

/** Bytes that are sent, of all. */
export interface Progress {
  sent: number
  total: number
}

/** Sends a form and tells how far it is, which fetch() cannot. Rejects with an ApiError, as `api` does. */
export async function uploadForm(
  path: string,
  form: FormData,
  onProgress: (progress: Progress) => void,
): Promise<unknown> {
  const token = await accessToken()
  const request = new XMLHttpRequest()
  request.open('POST', `${API_BASE}${path}`)
  if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
  request.upload.onprogress = ({ loaded, total }) => onProgress({ sent: loaded, total })
  await answerOf(request, form)
  if (request.status >= 400) throw await toApiError(responseOf(request))
  return JSON.parse(request.responseText)
}

function answerOf(request: XMLHttpRequest, form: FormData): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onload = () => resolve()
    // As fetch() does when there was no answer at all.
    request.onerror = () => reject(new TypeError('No answer'))
    request.send(form)
  })
}

const responseOf = (request: XMLHttpRequest): Response =>
  new Response(request.responseText, {
    status: request.status,
    headers: { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' },
  })
