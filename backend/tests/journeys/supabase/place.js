// Where the suite runs: against the embedded accounts, or against a Supabase. People and their letters there.
//
// Embedded: ACCOUNTS_URL, ADMIN_EMAIL, ADMIN_PASSWORD, MAILBOX_URL (see ../mailbox.py).
// Supabase: SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY; letters are read by generateLink.
import assert from "node:assert/strict"
import { createClient } from "@supabase/supabase-js"

const { SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY } = process.env
const { ACCOUNTS_URL, ADMIN_EMAIL, ADMIN_PASSWORD, MAILBOX_URL } = process.env

export const embedded = !SUPABASE_URL
export const url = SUPABASE_URL ?? ACCOUNTS_URL
export const notOnSupabase = embedded ? false : "Supabase does this otherwise, or its letters cannot be read"
const key = SUPABASE_ANON_KEY ?? "publishable-key"
const run = Date.now().toString(36)
const PATIENCE = 15_000

let number = 0
export const newAddress = () => `person-${run}-${++number}@example.com`
export const PASSWORD = "correct horse battery"

export const newClient = (flowType = "implicit") =>
  createClient(url, key, { auth: { autoRefreshToken: false, persistSession: false, flowType } })

// Somebody with a confirmed account.
export async function newPerson() {
  const email = newAddress()
  if (embedded) {
    const made = await asAdministrator("POST", "/api/admin/users", { email, password: PASSWORD })
    return { id: made.id, email, password: PASSWORD }
  }
  const made = await supabaseAdmin().createUser({ email, password: PASSWORD, email_confirm: true })
  assert.ifError(made.error)
  return { id: made.data.user.id, email, password: PASSWORD }
}

// What the letter carries: link, token_hash, code. `ask` is what makes the server send it.
export async function letter(ask, type, email, more = {}) {
  if (embedded) {
    const before = (await letters(email)).length
    const { error } = await ask()
    assert.ifError(error)
    return read(await eventually(async () => (await letters(email))[before]))
  }
  const { data, error } = await supabaseAdmin().generateLink({ type, email, ...more })
  assert.ifError(error)
  const { action_link, hashed_token, email_otp } = data.properties
  return { link: action_link, token_hash: hashed_token, code: email_otp }
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
  let answer = await fetch(link, { redirect: "manual" })
  if (answer.status === 200) {
    const action = (await answer.text()).match(/action="([^"]+)"/)[1].replaceAll("&amp;", "&")
    answer = await fetch(new URL(action, link), { method: "POST", redirect: "manual" })
  }
  assert.equal(answer.status, 303)
  const target = new URL(answer.headers.get("location"))
  return { target, query: target.searchParams, fragment: new URLSearchParams(target.hash.slice(1)) }
}

export async function eventually(look) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; await new Promise((go) => setTimeout(go, 20))) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`it never came: ${look}`)
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

const supabaseAdmin = () =>
  createClient(url, SUPABASE_SERVICE_ROLE_KEY, { auth: { autoRefreshToken: false, persistSession: false } }).auth.admin
