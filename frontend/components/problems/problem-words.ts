import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'

interface CauseWords {
  label: string
  /** What to do about it. */
  advice: string
}

/** Why a connection was refused (`csms.store.refusal_causes`), and what helps. */
export const CAUSES: Record<string, CauseWords> = msg({
  unknown_identity: {
    label: 'Unknown charger',
    advice: 'Add it under this name, or correct the name in the charger.',
  },
  no_password: {
    label: 'No password',
    advice: 'Type the password into the charger; a new one is made on its page.',
  },
  wrong_password: {
    label: 'Wrong password',
    advice: 'Make a new password on its page and type it into the charger.',
  },
  blocked: { label: 'Blocked here', advice: 'Unblock it on its page, if it may come back.' },
  no_certificate: {
    label: 'No certificate',
    advice: 'Install a client certificate, or choose a lower security profile on its page.',
  },
  wrong_certificate: {
    label: 'Wrong certificate',
    advice: 'Renew the charger’s certificate; it has expired or belongs to another one.',
  },
  lower_profile: {
    label: 'Too little security',
    advice: 'Let it connect with TLS (wss), or choose a lower security profile on its page.',
  },
  no_common_subprotocol: {
    label: 'Other protocol',
    advice: 'Set the charger to OCPP 1.6 with JSON.',
  },
  browser_origin: {
    label: 'A web page',
    advice: 'Nothing to do: no charger sends this header.',
  },
  too_many_attempts: {
    label: 'Too many attempts',
    advice: 'Correct the cause before it; the charger may try again in a few minutes.',
  },
})

/** What a rule demands (`csms.ocpp.violations`). Any other is the code of a CALLERROR. */
export const RULES: Record<string, string> = msg({
  'message-id': 'The message id cannot be used',
  'duplicate-key': 'A key stands twice in one object',
  'not-json': 'It is not JSON',
  extra: 'A field that the specification does not know',
  required: 'A field is missing that has to be there',
  type: 'A value of another type',
  minItems: 'A list with too few items',
  maxLength: 'A text that is too long',
  enum: 'A word that the specification does not list',
  timestamp: 'A time that is not written as one',
  multipleOf: 'A number with too many decimals',
  range: 'A number out of its range',
  characters: 'Characters that are not allowed',
  section: 'A demand that the specification makes in words',
})

export const isRefusal = (rule: string): boolean => !(rule in RULES)

/** Of a model: how many of its chargers keep to the rules. */
export const conformanceStatus = (percent: number): Status => (percent >= 100 ? 'done' : 'rule-broken')
