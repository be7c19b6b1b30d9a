// Where the suite runs: against the embedded accounts, or against a Supabase. People and their letters there.
//
// Embedded: ACCOUNTS_URL, ADMIN_EMAIL, ADMIN_PASSWORD, MAILBOX_URL (see ../mailbox.py).
// Supabase: SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY; letters are read by generateLink. It sends none:
// a new project sends two an hour, to its owners only. SUPABASE_REUSE_INTERVAL: of refresh tokens there, in seconds.
import assert from "node:assert/strict"
import { after } from "node:test"
import { AuthApiError, createClient } from "@supabase/supabase-js"

const { SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY, SUPABASE_REUSE_INTERVAL } = process.env
const { ACCOUNTS_URL, ADMIN_EMAIL, ADMIN_PASSWORD, MAILBOX_URL } = process.env

export const embedded = !SUPABASE_URL
export const url = SUPABASE_URL || ACCOUNTS_URL
export const notOnSupabase = embedded ? false : "Supabase does this otherwise, or sends a letter for it"
export const reuseInterval = embedded ? 0 : 1000 * Number(SUPABASE_REUSE_INTERVAL ?? 10)
const key = SUPABASE_ANON_KEY || "publishable-key"
const PREFIX = "csms-suite"
const run = Date.now().toString(36)
const PATIENCE = 15_000
const PATIENCE_WITH_LIMITS = 300_000
const AN_HOUR = 3_600_000

let number = 0
export const newAddress = () => `${PREFIX}-${run}-${++number}@example.com`
export const PASSWORD = "correct horse battery"

export const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds))

// As fetch. A Supabase lets thirty sign-ins of one network through, and then one in ten seconds: it is asked again.
async function patientFetch(...request) {
  for (let waited = 0, wait = 250; ; waited += wait, wait = Math.min(2 * wait, 20_000)) {
    const answer = await fetch(...request)
    if (embedded || answer.status !== 429 || waited > PATIENCE_WITH_LIMITS) return answer
    await pause(wait)
  }
}

const options = { autoRefreshToken: false, persistSession: false }

export const newClient = (flowType = "implicit") =>
  createClient(url, key, { auth: { ...options, flowType }, global: { fetch: patientFetch } })

const supabaseAdmin = () =>
  createClient(url, SUPABASE_SERVICE_ROLE_KEY, { auth: options, global: { fetch: patientFetch } }).auth.admin

const made = new Set()

// What the project's admin API answers; the account that it is about goes with the suite. Throws what it refuses.
export async function asSupabaseAdmin(ask) {
  const { data, error } = await ask(supabaseAdmin())
  if (error) throw error
  if (data.user) made.add(data.user.id)
  return data
}

after(async () => {
  if (embedded) return
  const admin = supabaseAdmin()
  const { data } = await admin.listUsers({ perPage: 1000 })
  for (const { id, email, created_at } of data?.users ?? [])
    // of runs that were cut off
    if (email?.startsWith(`${PREFIX}-`) && Date.now() - Date.parse(created_at) > AN_HOUR) made.add(id)
  for (const id of made) await admin.deleteUser(id)
})

// Somebody with a confirmed account.
export async function newPerson(attributes = {}) {
  const email = newAddress()
  if (embedded) {
    const made = await asAdministrator("POST", "/api/admin/users", { email, password: PASSWORD })
    return { id: made.id, email, password: PASSWORD }
  }
  const { user } = await asSupabaseAdmin((admin) =>
    admin.createUser({ email, password: PASSWORD, email_confirm: true, ...attributes }),
  )
  return { id: user.id, email, password: PASSWORD }
}

// What the letter carries: link, token_hash, code. `ask` is what makes the server send it.
export async function letter(ask, type, email, more = {}) {
  if (embedded) {
    const before = (await letters(email)).length
    const { error } = await ask()
    assert.ifError(error)
    return read(await eventually(async () => (await letters(email))[before]))
  }
  const { properties } = await asSupabaseAdmin((admin) => admin.generateLink({ type, email, ...more }))
  // `hashed_token` of a letter to a new address is that of the old one: the link has the one that counts.
  const token_hash = new URL(properties.action_link).searchParams.get("token")
  return { link: properties.action_link, token_hash, code: properties.email_otp }
}

// The letters that an address got (embedded only).
export async function letters(email) {
  return await (await fetch(`${MAILBOX_URL}?to=${encodeURIComponent(email)}`)).json()
}

export function read(text) {
  const link = text.match(/https?:\/\/\S+\/auth\/v1\/verify\?\S+/)?.[0]
  return { text, link, token_hash: link && new URL(link).searchParams.get("token"), code: text.match(/\b\d{6}\b/)?.[0] }
}

// Opens a link as a person does, with the button that the embedded accounts show. Where it leads.
export async function follow(link) {
  let answer = await patientFetch(link, { redirect: "manual" })
  if (answer.status === 200) {
    const action = (await answer.text()).match(/action="([^"]+)"/)[1].replaceAll("&amp;", "&")
    answer = await fetch(new URL(action, link), { method: "POST", redirect: "manual" })
  }
  assert.equal(answer.status, 303)
  const target = new URL(answer.headers.get("location"))
  return { target, query: target.searchParams, fragment: new URLSearchParams(target.hash.slice(1)) }
}

export async function eventually(look) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; await pause(20)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`it never came: ${look}`)
}

export function assertRefused(error, status, ...codes) {
  assert.ok(error instanceof AuthApiError, String(error))
  assert.ok(codes.includes(error.code), `${error.code} is none of ${codes}`)
  assert.equal(error.status, status)
  assert.ok(error.message)
}

let administrator
async function asAdministrator(method, path, body) {
  administrator ??= newClient().auth.signInWithPassword({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
  const { data, error } = await administrator
  assert.ifError(error)
  const headers = { Authorization: `Bearer ${data.session.access_token}`, "Content-Type": "application/json" }
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
  assert.ok(answer.ok, await answer.clone().text())
  return await answer.json()
}
