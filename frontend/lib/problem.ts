import { t } from '@/lib/i18n'
import { saidWords } from '@/lib/said'
import type { Sentence } from '@/lib/types'

interface Complaint {
  field: string
  message: string
  said?: Sentence | null
}

/** What a problem+json answer (RFC 9457) says, plus the fields it names. */
export interface Problem {
  title?: string
  status?: number
  detail?: string | null
  /** The detail for the reader's language; null where the words are somebody else's. */
  said?: Sentence | null
  errors?: Complaint[]
  /** Of a refused token: why, in a word for programs. */
  code?: string
}

/** Every failed request ends as one of these: an HTTP answer that was not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(inWords(problem) || problem.title || t('The server answered {status}', { status }))
    this.name = 'ApiError'
  }

  get fields(): { field: string; message: string }[] {
    return (this.problem.errors ?? []).map(fieldInWords)
  }
}

const fieldInWords = ({ field, message, said }: Complaint) => ({
  field,
  message: said ? saidWords(said) : message,
})

function inWords({ said, detail, errors = [] }: Problem): string | null | undefined {
  if (said) return saidWords(said)
  const list = (complaints: Pick<Complaint, 'field' | 'message'>[]) =>
    complaints.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return detail && detail === list(errors) ? list(errors.map(fieldInWords)) : detail
}

export async function toApiError(response: Response): Promise<ApiError> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const problem = isJson ? ((await response.json()) as Problem) : {}
  return new ApiError(response.status, problem)
}

/** An error in words a reader can act on. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) {
    return error.status >= 500
      ? t('The server failed ({status}). Try again in a moment.', { status: error.status })
      : error.message
  }
  // fetch() rejects with a TypeError, and only that, when there was no answer at all.
  if (error instanceof TypeError) return t('The server does not answer. Check the connection.')
  return error instanceof Error ? error.message : t('Something went wrong.')
}
