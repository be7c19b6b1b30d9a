// The server, whose people sign in at the Supabase of place.js. SERVER_URL: where it is.
import assert from "node:assert/strict"
import { test } from "node:test"
import { asSupabaseAdmin, newClient, newPerson } from "./place.js"

const { SERVER_URL, SUPABASE_URL, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY } = process.env

async function asked(path, token) {
  const answer = await fetch(SERVER_URL + path, { headers: token ? { Authorization: `Bearer ${token}` } : {} })
  return { status: answer.status, body: await answer.json() }
}

async function signedIn(attributes) {
  const { id, email, password } = await newPerson(attributes)
  const { auth } = newClient()
  const { data, error } = await auth.signInWithPassword({ email, password })
  assert.ifError(error)
  return { id, email, auth, token: data.session.access_token }
}

test("it tells the dashboard the project and its key", async () => {
  const { body } = await asked("/api/v1/config")
  assert.equal(body.auth_url, `${SUPABASE_URL}/auth/v1`)
  assert.ok(JSON.stringify(body).includes(SUPABASE_ANON_KEY))
})

test("the role is that of app_metadata, whatever people say of themselves", async () => {
  for (const [attributes, role] of [
    [{ app_metadata: { role: "operator" } }, "operator"],
    [{ app_metadata: { role: "viewer" }, user_metadata: { role: "admin" } }, "viewer"],
    [{ user_metadata: { role: "admin", app_metadata: { role: "admin" } } }, "user"],
    [{ app_metadata: { role: "service_role" } }, "user"],
  ]) {
    const { token, email } = await signedIn(attributes)
    const { status, body } = await asked("/api/me", token)
    assert.equal(status, 200)
    assert.deepEqual([body.email, body.role], [email, role])
  }
})

test("the role counts once: the server's own table counts from then on", async () => {
  const { id, token, auth } = await signedIn({ app_metadata: { role: "viewer" } })
  assert.equal((await asked("/api/me", token)).body.role, "viewer")
  await asSupabaseAdmin((admin) => admin.updateUserById(id, { app_metadata: { role: "admin" } }))
  const { data } = await auth.refreshSession()
  assert.equal(data.user.app_metadata.role, "admin")
  assert.equal((await asked("/api/me", data.session.access_token)).body.role, "viewer")
})

test("the keys of the project are no tokens", async () => {
  for (const key of [SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY]) {
    assert.equal((await asked("/api/me", key)).status, 401)
    assert.equal((await asked("/api/admin/users", key)).status, 401)
  }
})

test("whose account is deleted there gets no further token", async () => {
  const { id, token, auth } = await signedIn({ app_metadata: { role: "viewer" } })
  await asSupabaseAdmin((admin) => admin.deleteUser(id))
  assert.ok((await auth.refreshSession()).error)
  // Supabase cannot call a token back: whoever is to be out at once is banned in the server (docs/supabase.md).
  assert.equal((await asked("/api/me", token)).status, 200)
})
