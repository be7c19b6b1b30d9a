// Passwords and sessions, as seen by the unchanged supabase-js. Where it runs: see place.js.
import assert from "node:assert/strict"
import { before, test } from "node:test"
import { AuthWeakPasswordError, isAuthRetryableFetchError, isAuthSessionMissingError } from "@supabase/supabase-js"
import { assertRefused, embedded, newClient, newPerson, notOnSupabase, pause, reuseInterval, url } from "./place.js"

let somebody
before(async () => {
  somebody = await newPerson()
})

async function signedIn({ email, password } = somebody) {
  const client = newClient()
  const { data, error } = await client.auth.signInWithPassword({ email, password })
  assert.ifError(error)
  return { client, session: data.session }
}

// A user but for the times, which Supabase tells in nanoseconds before it stores them, and then in microseconds.
function timeless(user) {
  return Object.fromEntries(Object.entries(user).filter(([name]) => embedded || !name.endsWith("_at")))
}

test("a wrong password and an unknown user are invalid_credentials", async () => {
  for (const who of [somebody.email, "nobody@charging.example"]) {
    const { data, error } = await newClient().auth.signInWithPassword({ email: who, password: "wrong password" })
    assertRefused(error, 400, "invalid_credentials")
    assert.equal(data.session, null)
  }
})

test("sign-in gives a session and its user", async () => {
  const { client, session } = await signedIn()
  assert.equal(session.token_type, "bearer")
  assert.equal(session.expires_in, 3600)
  assert.ok(Math.abs(session.expires_at - Date.now() / 1000 - 3600) < 60)
  assert.equal(session.user.email, somebody.email)
  if (embedded) assert.equal(session.user.app_metadata.role, "user")
  const { data, error } = await client.auth.getUser()
  assert.ifError(error)
  assert.deepEqual(timeless(data.user), timeless(session.user))
  const identities = await client.auth.getUserIdentities()
  assert.equal(identities.data.identities[0].provider, "email")
})

test("getSession has the session, also as the first event", async () => {
  const { client, session } = await signedIn()
  assert.deepEqual((await client.auth.getSession()).data.session, session)
  const first = await new Promise((told) => client.auth.onAuthStateChange((event, seen) => told({ event, seen })))
  assert.equal(first.event, "INITIAL_SESSION")
  assert.equal(first.seen.access_token, session.access_token)
})

test("getClaims verifies the token with the published key, without asking the server about it", async () => {
  const { client, session } = await signedIn()
  const { data, error } = await client.auth.getClaims()
  assert.ifError(error)
  if (embedded) assert.equal(data.header.alg, "ES256")
  assert.equal(data.claims.sub, session.user.id)
  assert.equal(data.claims.iss, `${url}/auth/v1`)
  assert.equal(data.claims.aud, "authenticated")
  assert.equal(data.claims.role, "authenticated")
  assert.equal(data.claims.amr[0].method, "password")
  const [head, , signature] = session.access_token.split(".")
  const body = Buffer.from(JSON.stringify({ ...data.claims, sub: "somebody else" })).toString("base64url")
  const forged = await client.auth.getClaims(`${head}.${body}.${signature}`)
  assert.ok(forged.error)
})

test("refreshSession rotates the refresh token", async () => {
  const { client, session } = await signedIn()
  const { data, error } = await client.auth.refreshSession()
  assert.ifError(error)
  assert.notEqual(data.session.refresh_token, session.refresh_token)
  assert.equal(data.user.id, session.user.id)
  assert.ifError((await client.auth.getUser()).error)
  assert.ifError((await client.auth.refreshSession()).error)
})

test("two tabs that refresh at once both stay signed in", async () => {
  const { session } = await signedIn()
  const tabs = [newClient(), newClient(), newClient()]
  const { refresh_token } = session
  const answers = await Promise.all(tabs.map((tab) => tab.auth.refreshSession({ refresh_token })))
  for (const { error } of answers) assert.ifError(error)
  assert.equal(new Set(answers.map(({ data }) => data.session.refresh_token)).size, 1)
  assert.ifError((await tabs[1].auth.refreshSession()).error)
})

test("a refresh token used again ends the session", async () => {
  const { client, session } = await signedIn()
  assert.ifError((await client.auth.refreshSession()).error)
  assert.ifError((await client.auth.refreshSession()).error)
  await pause(reuseInterval)
  const { refresh_token } = session
  const thief = await newClient().auth.refreshSession({ refresh_token })
  assertRefused(thief.error, 400, "refresh_token_already_used")
  const owner = await client.auth.refreshSession()
  // projects whose refresh tokens are of the old kind keep them, and say that they were used
  const ended = embedded ? ["refresh_token_not_found"] : ["refresh_token_not_found", "refresh_token_already_used"]
  assertRefused(owner.error, 400, ...ended)
})

test("an unknown refresh token is no reason to try again", async () => {
  const { error } = await newClient().auth.refreshSession({ refresh_token: "unknown" })
  assertRefused(error, 400, "refresh_token_not_found")
  assert.ok(!isAuthRetryableFetchError(error))
})

test("setSession takes a session over", async () => {
  const { session } = await signedIn()
  const { data, error } = await newClient().auth.setSession(session)
  assert.ifError(error)
  assert.equal(data.user.id, session.user.id)
})

test("updateUser changes metadata", async () => {
  const { client } = await signedIn()
  const { data, error } = await client.auth.updateUser({ data: { name: "Ada Lovelace" } })
  assert.ifError(error)
  assert.equal(data.user.user_metadata.name, "Ada Lovelace")
  await client.auth.refreshSession()
  assert.equal((await client.auth.getClaims()).data.claims.user_metadata.name, "Ada Lovelace")
})

test("updateUser changes the password, by its rules", async () => {
  const person = await newPerson()
  const { client } = await signedIn(person)
  const { client: other } = await signedIn(person)
  const weak = await client.auth.updateUser({ password: "short" })
  assert.ok(weak.error instanceof AuthWeakPasswordError)
  assert.deepEqual(weak.error.reasons, ["length"])
  const same = await client.auth.updateUser({ password: person.password })
  assertRefused(same.error, 422, "same_password")
  assert.ifError((await client.auth.updateUser({ password: "a new password" })).error)
  const old = await newClient().auth.signInWithPassword({ email: person.email, password: person.password })
  assertRefused(old.error, 400, "invalid_credentials")
  await signedIn({ email: person.email, password: "a new password" })
  assert.ok(isAuthSessionMissingError((await other.auth.getUser()).error))
  assert.ifError((await client.auth.getUser()).error)
})

for (const scope of ["local", "global"]) {
  test(`signOut (${scope}) ends the session for good`, async () => {
    const { client, session } = await signedIn()
    assert.ifError((await client.auth.signOut({ scope })).error)
    assert.equal((await client.auth.getSession()).data.session, null)
    const { error } = await newClient().auth.getUser(session.access_token)
    assert.ok(isAuthSessionMissingError(error), String(error))
    const { refresh_token } = session
    const again = await newClient().auth.refreshSession({ refresh_token })
    assertRefused(again.error, 400, "refresh_token_not_found")
  })
}

test("signOut (others) keeps this session", async () => {
  const { client } = await signedIn()
  const { client: other } = await signedIn()
  assert.ifError((await client.auth.signOut({ scope: "others" })).error)
  assert.ifError((await client.auth.getUser()).error)
  assert.ok(isAuthSessionMissingError((await other.auth.getUser()).error))
})

test("events tell the story in order", async () => {
  const client = newClient()
  const events = []
  client.auth.onAuthStateChange((event) => events.push(event))
  await client.auth.signInWithPassword({ email: somebody.email, password: somebody.password })
  await client.auth.refreshSession()
  await client.auth.updateUser({ data: { theme: "dark" } })
  await client.auth.signOut()
  assert.deepEqual(
    events.filter((event) => event !== "INITIAL_SESSION"),
    ["SIGNED_IN", "TOKEN_REFRESHED", "USER_UPDATED", "SIGNED_OUT"],
  )
})

test("bad tokens are refused for good: no reason to try again", { skip: notOnSupabase }, async () => {
  const unsigned = [{ alg: "none" }, { sub: "x", exp: 9999999999 }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  )
  for (const token of ["x", "a.b.c", `${unsigned.join(".")}.`, "x".repeat(9000)]) {
    const { error } = await newClient().auth.getUser(token)
    assertRefused(error, 403, "bad_jwt")
    assert.ok(!isAuthRetryableFetchError(error))
  }
})
