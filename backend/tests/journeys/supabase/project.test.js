// What there is at a Supabase only: its admin API, and what it makes of accounts. Where it runs: see place.js.
import assert from "node:assert/strict"
import { test } from "node:test"
import { isAuthSessionMissingError } from "@supabase/supabase-js"
import { PASSWORD, asSupabaseAdmin, assertRefused, follow, newAddress, newClient, newPerson } from "./place.js"

test("the admin API is closed to the key that browsers have", async () => {
  const { auth } = newClient()
  const refusals = [
    await auth.admin.listUsers(),
    await auth.admin.createUser({ email: newAddress(), email_confirm: true }),
    await auth.admin.generateLink({ type: "magiclink", email: newAddress() }),
  ]
  for (const { error } of refusals) assertRefused(error, 403, "not_admin")
})

test("one door of it takes the token of a person, and ends the session", async () => {
  const { email } = await newPerson()
  const client = newClient()
  const { data } = await client.auth.signInWithPassword({ email, password: PASSWORD })
  const { error } = await newClient().auth.admin.signOut(data.session.access_token)
  assert.ifError(error)
  assert.ok(isAuthSessionMissingError((await client.auth.getUser()).error))
})

test("an account that is not confirmed stays shut", async () => {
  const { email } = await newPerson({ email_confirm: false })
  const { error } = await newClient().auth.signInWithPassword({ email, password: PASSWORD })
  assertRefused(error, 400, "email_not_confirmed")
})

test("createUser keeps both kinds of metadata apart, and is refused the same address twice", async () => {
  const attributes = { app_metadata: { role: "operator" }, user_metadata: { name: "Ada" } }
  const { id, email } = await newPerson(attributes)
  const { user } = await asSupabaseAdmin((admin) => admin.getUserById(id))
  assert.equal(user.email, email)
  assert.deepEqual([user.app_metadata.role, user.app_metadata.provider], ["operator", "email"])
  assert.equal(user.user_metadata.name, "Ada")
  assert.equal(user.identities[0].provider, "email")
  const twice = asSupabaseAdmin((admin) => admin.createUser({ email, password: PASSWORD }))
  await assert.rejects(twice, ({ status, code }) => status === 422 && code === "email_exists")
})

test("an invitation makes the account, and its link opens it", async () => {
  const email = newAddress()
  const { user, properties } = await asSupabaseAdmin((admin) => admin.generateLink({ type: "invite", email }))
  assert.equal(user.email, email)
  assert.equal(properties.verification_type, "invite")
  const { fragment } = await follow(properties.action_link)
  assert.equal(fragment.get("type"), "invite")
  const [access_token, refresh_token] = ["access_token", "refresh_token"].map((name) => fragment.get(name))
  const client = newClient()
  assert.ifError((await client.auth.setSession({ access_token, refresh_token })).error)
  assert.ifError((await client.auth.updateUser({ password: PASSWORD })).error)
  assert.ifError((await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error)
})

test("a magic link opens an account, and makes one for who has none", async () => {
  for (const [email, kind] of [
    [(await newPerson()).email, "magiclink"],
    [newAddress(), "signup"],
  ]) {
    const { properties } = await asSupabaseAdmin((admin) => admin.generateLink({ type: "magiclink", email }))
    assert.equal(properties.verification_type, kind)
    const { hashed_token } = properties
    const { data, error } = await newClient().auth.verifyOtp({ type: "email", token_hash: hashed_token })
    assert.ifError(error)
    assert.equal(data.user.email, email)
  }
})

test("there is no recovery of nobody, and no sign-up of who has an account", async () => {
  const refused = async (asked, status, code) =>
    await assert.rejects(
      asSupabaseAdmin((admin) => admin.generateLink(asked)),
      (error) => error.status === status && error.code === code,
    )
  await refused({ type: "recovery", email: newAddress() }, 404, "user_not_found")
  const { email } = await newPerson()
  await refused({ type: "signup", email, password: PASSWORD }, 422, "email_exists")
})

test("whose account is deleted is nobody from then on", async () => {
  const { id, email } = await newPerson()
  const client = newClient()
  assert.ifError((await client.auth.signInWithPassword({ email, password: PASSWORD })).error)
  await asSupabaseAdmin((admin) => admin.deleteUser(id))
  const { data } = await client.auth.getSession()
  assertRefused((await newClient().auth.getUser(data.session.access_token)).error, 403, "user_not_found")
  assertRefused((await client.auth.refreshSession()).error, 400, "refresh_token_not_found")
  assertRefused(
    (await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error,
    400,
    "invalid_credentials",
  )
})
