/** Receivers that check a signature of Standard Webhooks, as short as they can be and be right. */
export const SAMPLES = [
  {
    id: 'python',
    name: 'Python',
    code: `import base64, hashlib, hmac, os, time

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))

def verified(headers, body: bytes) -> bool:
    name, at = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(at)) > 300:  # an old one, sent again by somebody else
        return False
    digest = hmac.digest(KEY, f"{name}.{at}.".encode() + body, hashlib.sha256)
    ours = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(ours, one) for one in headers["webhook-signature"].split(" "))
`,
  },
  {
    id: 'node',
    name: 'Node',
    code: `import { createHmac, timingSafeEqual } from 'node:crypto'

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64')

export function verified(headers, body) {
  const id = headers['webhook-id']
  const at = headers['webhook-timestamp']
  if (Math.abs(Date.now() / 1000 - Number(at)) > 300) return false
  const ours = Buffer.from('v1,' + createHmac('sha256', key).update(\`\${id}.\${at}.\${body}\`).digest('base64'))
  return headers['webhook-signature'].split(' ').some((one) => {
    const given = Buffer.from(one)
    return given.length === ours.length && timingSafeEqual(given, ours)
  })
}
`,
  },
  {
    id: 'shell',
    name: 'Shell',
    code: `# $ID, $AT and $SIGNATURES are the headers webhook-id, webhook-timestamp and webhook-signature; the body is in body.json
key=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
ours=v1,$({ printf '%s.%s.' "$ID" "$AT"; cat body.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
case " $SIGNATURES " in *" $ours "*) echo genuine ;; *) echo forged ;; esac
`,
  },
] as const
