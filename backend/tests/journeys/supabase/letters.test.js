// What begins or ends with a letter, as seen by the unchanged supabase-js. Where it runs: see place.js.
import assert from "node:assert/strict"
import { test } from "node:test"
import { AuthWeakPasswordError } from "@supabase/supabase-js"
import {
  PASSWORD,
  assertRefused,
  embedded,
  eventually,
  follow,
  letter,
  letters,
  newAddress,
  newClient,
  newPerson,
  notOnSupabase,
  read,
  url,
} from "./place.js"

async function signedIn(flowType) {
  const person = await newPerson()
  const client = newClient(flowType)
  const { error } = await client.auth.signInWithPassword({ email: person.email, password: person.password })
  assert.ifError(error)
  return { client, person }
}

const signUpLetter = (client, email, options) =>
  letter(() => client.auth.signUp({ email, password: PASSWORD, options }), "signup", email, { password: PASSWORD })

test("signUp gives no session until the address is confirmed", { skip: notOnSupabase }, async () => {
  const email = newAddress()
  const { data, error } = await newClient().auth.signUp({ email, password: PASSWORD, options: { data: { name: "Ada" } } })
  assert.ifError(error)
  assert.equal(data.session, null)
  assert.equal(data.user.email, email)
  assert.equal(data.user.identities.length, 1)
  const early = await newClient().auth.signInWithPassword({ email, password: PASSWORD })
  assertRefused(early.error, 400, "email_not_confirmed")
})

test("the link of a sign-up leads back with a session, once", async () => {
  const email = newAddress()
  const { link } = await signUpLetter(newClient(), email)
  const { fragment } = await follow(link)
  assert.equal(fragment.get("type"), "signup")
  assert.equal(fragment.get("token_type"), "bearer")
  const [access_token, refresh_token] = ["access_token", "refresh_token"].map((name) => fragment.get(name))
  const { data, error } = await newClient().auth.setSession({ access_token, refresh_token })
  assert.ifError(error)
  assert.equal(data.user.email, email)
  assert.ok(data.user.email_confirmed_at)
  assert.ifError((await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error)
  const again = await follow(link)
  assert.equal(again.fragment.get("error"), "access_denied")
  assert.equal(again.fragment.get("error_code"), "otp_expired")
})

test("signUp with an address that has an account looks like any other", { skip: notOnSupabase }, async () => {
  const { email, id } = await newPerson()
  const { data, error } = await newClient().auth.signUp({ email, password: "another password" })
  assert.ifError(error)
  assert.equal(data.session, null)
  assert.notEqual(data.user.id, id)
  assert.equal(data.user.identities.length, 1)
  const [text] = await eventually(() => first(email))
  assert.equal(read(text).link, undefined)
})

test("signUp refuses a weak password", async () => {
  const { error } = await newClient().auth.signUp({ email: newAddress(), password: "short" })
  assert.ok(error instanceof AuthWeakPasswordError, String(error))
  assert.ok(error.reasons.includes("length"))
})

test("verifyOtp with the token hash of the link", async () => {
  const email = newAddress()
  const client = newClient()
  const { token_hash } = await signUpLetter(client, email)
  const events = []
  client.auth.onAuthStateChange((event) => events.push(event))
  const { data, error } = await client.auth.verifyOtp({ type: "email", token_hash })
  assert.ifError(error)
  assert.equal(data.session.user.email, email)
  assert.ok(events.includes("SIGNED_IN"))
})

test("verifyOtp with the code in the letter", async () => {
  const email = newAddress()
  const client = newClient()
  const { code } = await signUpLetter(client, email)
  const wrong = code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10) // of as many digits as the project's codes have
  assertRefused((await client.auth.verifyOtp({ type: "email", email, token: wrong })).error, 403, "otp_expired")
  const { data, error } = await client.auth.verifyOtp({ type: "email", email, token: code })
  assert.ifError(error)
  assert.equal(data.user.email, email)
  assert.ifError((await client.auth.getUser()).error)
  assertRefused((await client.auth.verifyOtp({ type: "email", email, token: code })).error, 403, "otp_expired")
})

test("PKCE: the code in the redirect serves only the client that asked", { skip: notOnSupabase }, async () => {
  const email = newAddress()
  const client = newClient("pkce")
  const { link } = await signUpLetter(client, email)
  const { query, fragment } = await follow(link)
  assert.equal(fragment.get("access_token"), null)
  const stranger = await newClient("pkce").auth.exchangeCodeForSession(query.get("code"))
  assert.ok(stranger.error)
  const { data, error } = await client.auth.exchangeCodeForSession(query.get("code"))
  assert.ifError(error)
  assert.equal(data.session.user.email, email)
  assert.ok((await client.auth.exchangeCodeForSession(query.get("code"))).error)
})

test("PKCE: recovery says that it is one", { skip: notOnSupabase }, async () => {
  const { email } = await newPerson()
  const client = newClient("pkce")
  const events = []
  client.auth.onAuthStateChange((event) => events.push(event))
  const { link } = await letter(() => client.auth.resetPasswordForEmail(email), "recovery", email)
  const { data, error } = await client.auth.exchangeCodeForSession((await follow(link)).query.get("code"))
  assert.ifError(error)
  assert.equal(data.redirectType, "recovery")
  assert.ok(events.includes("PASSWORD_RECOVERY"))
})

test("resetPasswordForEmail leads to a new password", async () => {
  const { email } = await newPerson()
  const client = newClient()
  const events = []
  client.auth.onAuthStateChange((event) => events.push(event))
  const { token_hash } = await letter(() => client.auth.resetPasswordForEmail(email), "recovery", email)
  assert.ifError((await client.auth.verifyOtp({ type: "recovery", token_hash })).error)
  assert.ok(events.includes("PASSWORD_RECOVERY"))
  assert.ifError((await client.auth.updateUser({ password: "a new password" })).error)
  assertRefused(
    (await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error,
    400,
    "invalid_credentials",
  )
  assert.ifError((await newClient().auth.signInWithPassword({ email, password: "a new password" })).error)
})

test("resetPasswordForEmail of nobody is no error, and too often is one", { skip: notOnSupabase }, async () => {
  const { auth } = newClient()
  const email = newAddress()
  assert.ifError((await auth.resetPasswordForEmail(email)).error)
  assertRefused((await auth.resetPasswordForEmail(email)).error, 429, "over_email_send_rate_limit")
  assert.deepEqual(await letters(email), [])
})

test("redirectTo is honoured for our own address, and for no foreign one", async () => {
  for (const [redirectTo, wanted] of [
    [`${url}/auth/welcome`, `${url}/auth/welcome`],
    ["https://evil.example/", null],
  ]) {
    const email = newAddress()
    const client = newClient()
    const ask = () => client.auth.signUp({ email, password: PASSWORD, options: { emailRedirectTo: redirectTo } })
    const { link } = await letter(ask, "signup", email, { password: PASSWORD, options: { redirectTo } })
    const { target } = await follow(link)
    if (wanted && embedded) assert.equal(target.origin + target.pathname, wanted)
    assert.notEqual(target.hostname, "evil.example")
  }
})

test("resend is refused too soon, and for nothing", { skip: notOnSupabase }, async () => {
  const { auth } = newClient()
  const email = newAddress()
  assert.ifError((await auth.signUp({ email, password: PASSWORD })).error)
  assertRefused((await auth.resend({ type: "signup", email })).error, 429, "over_email_send_rate_limit")
  assert.ifError((await auth.resend({ type: "signup", email: newAddress() })).error)
  assert.ifError((await auth.resend({ type: "email_change", email: newAddress() })).error)
})

// The letters to the old address and to the new one of somebody who wants to change it.
async function changeLetters(client, { email: old }, email) {
  if (!embedded) {
    const ofSupabase = (type) => letter(null, type, old, { newEmail: email })
    return [await ofSupabase("email_change_current"), await ofSupabase("email_change_new")]
  }
  const { data, error } = await client.auth.updateUser({ email })
  assert.ifError(error)
  assert.equal(data.user.email, old)
  assert.equal(data.user.new_email, email)
  return await Promise.all([old, email].map(async (to) => read((await eventually(() => first(to)))[0])))
}

async function first(to) {
  const texts = await letters(to)
  return texts.length > 0 && texts
}

test("the address changes once both have agreed", async () => {
  const { client, person } = await signedIn()
  const email = newAddress()
  const [old, fresh] = await changeLetters(client, person, email)
  const half = await newClient().auth.verifyOtp({ type: "email_change", token_hash: old.token_hash })
  assert.ifError(half.error)
  assert.equal(half.data.session, null)
  const other = newClient()
  const done = await other.auth.verifyOtp({ type: "email_change", email, token: fresh.code })
  assert.ifError(done.error)
  assert.equal(done.data.user.email, email)
  assert.ifError((await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error)
})

test("reauthenticate mails a nonce for a new password", { skip: notOnSupabase }, async () => {
  const { client, person } = await signedIn()
  const { code } = await letter(() => client.auth.reauthenticate(), "reauthentication", person.email)
  const wrong = await client.auth.updateUser({ password: "a new password", nonce: "000000x" })
  assertRefused(wrong.error, 422, "reauthentication_not_valid")
  assert.ifError((await client.auth.updateUser({ password: "a new password", nonce: code })).error)
})

test("signInWithOAuth leads to the provider by way of the server", async () => {
  const { data, error } = await newClient("pkce").auth.signInWithOAuth({
    provider: "google",
    options: { skipBrowserRedirect: true, redirectTo: `${url}/auth/welcome` },
  })
  assert.ifError(error)
  const asked = new URL(data.url)
  assert.equal(asked.origin + asked.pathname, `${url}/auth/v1/authorize`)
  assert.equal(asked.searchParams.get("provider"), "google")
  assert.equal(asked.searchParams.get("code_challenge_method"), "s256")
})

test("what there is not is refused in words that the client knows", { skip: notOnSupabase }, async () => {
  const { auth } = newClient()
  assertRefused((await auth.signInAnonymously()).error, 422, "anonymous_provider_disabled")
  assertRefused((await auth.signInWithOtp({ email: newAddress() })).error, 422, "otp_disabled")
})
