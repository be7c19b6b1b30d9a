// A charge point made of `ocpp-rpc` in its strict mode: whatever we send it that breaks a schema fails here.
// Needs OCPP_URL, API_URL, API_AUTHORIZATION, CHARGERS (JSON: id, charge_point_id, password), ID_TAG.
import assert from "node:assert/strict"
import { once } from "node:events"
import net from "node:net"
import { after, test } from "node:test"
import ocppRpc from "ocpp-rpc"

const { RPCClient, createRPCError } = ocppRpc
const { OCPP_URL, API_URL, API_AUTHORIZATION, ID_TAG } = process.env
const chargers = JSON.parse(process.env.CHARGERS)
const opened = []

after(() => Promise.all(opened.map((client) => client.close({ force: true }))))

function chargePoint(charger, options = {}) {
  const client = new RPCClient({
    endpoint: OCPP_URL,
    identity: charger.charge_point_id,
    password: charger.password,
    protocols: ["ocpp1.6"],
    strictMode: true,
    reconnect: false,
    callTimeoutMs: 10_000,
    ...options,
  })
  client.on("strictValidationFailure", (event) => assert.fail(`${event.method}: ${event.error}`))
  opened.push(client)
  return client
}

async function booted(charger, options) {
  const client = chargePoint(charger, options)
  await client.connect()
  const answer = await client.call("BootNotification", { chargePointVendor: "Other", chargePointModel: "Hand" })
  assert.equal(answer.status, "Accepted")
  assert.ok(answer.interval > 0)
  assert.match(answer.currentTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  return client
}

async function api(path, body) {
  const answer = await fetch(API_URL + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: API_AUTHORIZATION, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  return answer.json()
}

const command = (charger, action, payload) => api(`/chargers/${charger.id}/commands/${action}`, payload)
const at = (seconds) => new Date(Date.now() - 600_000 + seconds * 1000).toISOString()

test("an identity with every odd character comes in (CONN-01, CONN-02, CONN-11)", async () => {
  const client = await booted(chargers[0])
  assert.equal(client.protocol, "ocpp1.6")
})

test("the password is good as text and as the bytes it spells (DEC-8)", async () => {
  for (const password of [chargers[1].password, Buffer.from(chargers[1].password, "hex")]) {
    const client = await booted(chargers[1], { password })
    await client.close()
  }
})

test("a wrong password is refused before the upgrade (CONN-03)", async () => {
  await assert.rejects(chargePoint(chargers[1], { password: "wrong" }).connect(), { code: 401 })
})

test("without a common subprotocol there is no upgrade (DEC-1)", async () => {
  for (const protocols of [[], ["ocpp2.0.1"]]) {
    await assert.rejects(chargePoint(chargers[1], { protocols, strictMode: false }).connect(), { code: 400 })
  }
})

test("a driver charges (BOOT-01, AUTH-01, START-01, METER-01, STOP-01)", async () => {
  const charger = chargers[2]
  const client = await booted(charger)
  for (const connectorId of [0, 1, 2]) {
    const status = { connectorId, errorCode: "NoError", status: "Available", timestamp: at(0) }
    assert.deepEqual(await client.call("StatusNotification", status), {})
  }
  assert.equal((await client.call("Authorize", { idTag: ID_TAG })).idTagInfo.status, "Accepted")
  assert.equal((await client.call("Authorize", { idTag: "NOBODY" })).idTagInfo.status, "Invalid")
  const start = { connectorId: 1, idTag: ID_TAG, meterStart: 1500, timestamp: at(10) }
  const { transactionId, idTagInfo } = await client.call("StartTransaction", start)
  assert.equal(idTagInfo.status, "Accepted")
  for (const [seconds, wh] of [[60, "2000"], [120, "2500"]]) {
    const meterValue = [{ timestamp: at(seconds), sampledValue: [{ value: wh, unit: "Wh" }] }]
    assert.deepEqual(await client.call("MeterValues", { connectorId: 1, transactionId, meterValue }), {})
  }
  const again = await client.call("StartTransaction", start)
  assert.equal(again.transactionId, transactionId, "a retry is the same transaction (START-04)")
  const stop = { transactionId, idTag: ID_TAG, meterStop: 3000, timestamp: at(180), reason: "Local" }
  assert.equal((await client.call("StopTransaction", stop)).idTagInfo.status, "Accepted")
  const { items } = await api(`/transactions?charger_id=${charger.id}`)
  assert.deepEqual(items.map((row) => [row.state, row.energy_wh, row.transaction_id]), [["completed", 1500, transactionId]])
  const curve = await api(`/transactions/${items[0].id}/meter-values`)
  assert.deepEqual(curve.items.map((sample) => Number(sample.value)), [2000, 2500])
})

test("every command of Core is understood and answered (M03 to M12)", async () => {
  const charger = chargers[3]
  const client = await booted(charger)
  const asked = []
  const answers = {
    ChangeAvailability: { status: "Scheduled" },
    ChangeConfiguration: { status: "RebootRequired" },
    ClearCache: { status: "Rejected" },
    DataTransfer: { status: "UnknownVendorId" },
    GetConfiguration: { configurationKey: [{ key: "NumberOfConnectors", readonly: true, value: "2" }], unknownKey: [] },
    RemoteStartTransaction: { status: "Accepted" },
    RemoteStopTransaction: { status: "Rejected" },
    Reset: { status: "Accepted" },
    UnlockConnector: { status: "NotSupported" },
  }
  client.handle(({ method, params }) => {
    asked.push([method, params])
    return answers[method]
  })
  const requests = {
    ChangeAvailability: { connectorId: 0, type: "Inoperative" },
    ChangeConfiguration: { key: "HeartbeatInterval", value: "60" },
    ClearCache: {},
    DataTransfer: { vendorId: "org.example", data: "ping" },
    GetConfiguration: {},
    RemoteStartTransaction: { idTag: ID_TAG, connectorId: 1 },
    RemoteStopTransaction: { transactionId: 7 },
    Reset: { type: "Soft" },
    UnlockConnector: { connectorId: 1 },
  }
  for (const [action, payload] of Object.entries(requests)) {
    const ended = await command(charger, action, payload)
    assert.deepEqual([ended.state, ended.response], ["answered", answers[action]], action)
  }
  assert.deepEqual(asked, Object.entries(requests))
})

test("a CALLERROR ends a command as an error (R14)", async () => {
  const client = await booted(chargers[4])
  client.handle(() => {
    throw createRPCError("SecurityError", "not today", { since: "boot" })
  })
  const ended = await command(chargers[4], "ClearCache", {})
  assert.equal(ended.state, "error")
  assert.deepEqual(ended.error, { code: "SecurityError", description: "not today", details: { since: "boot" } })
})

test("calls cross: its own are answered while ours waits (RPC-07, AUTH-06)", async () => {
  const client = await booted(chargers[5])
  let verdict
  client.handle("RemoteStartTransaction", async ({ params }) => {
    verdict = (await client.call("Authorize", { idTag: params.idTag })).idTagInfo.status
    return { status: "Accepted" }
  })
  const ended = await command(chargers[5], "RemoteStartTransaction", { idTag: "VIRTUAL" })
  assert.deepEqual([ended.state, verdict], ["answered", "Accepted"])
})

test("many calls at once are all answered (RPC-08, Q14)", async () => {
  const client = await booted(chargers[6], { callConcurrency: 200 })
  const calls = Array.from({ length: 200 }, (_, n) =>
    n % 2 ? client.call("Heartbeat", {}) : client.call("Authorize", { idTag: `T${n}` }),
  )
  assert.equal((await Promise.all(calls)).length, 200)
})

test("what it may not send is refused by name, and the connection stays (2.4)", async () => {
  const client = await booted(chargers[7], { strictMode: false })
  await assert.rejects(client.call("MakeCoffee", {}), { rpcErrorCode: "NotImplemented" })
  await assert.rejects(client.call("Reset", { type: "Soft" }), { rpcErrorCode: "NotSupported" })
  await assert.rejects(client.call("Authorize", {}), { rpcErrorCode: "ProtocolError" })
  assert.ok((await client.call("Heartbeat", {})).currentTime)
})

test("after a cut it reconnects by itself and goes on without a boot (CONN-08, CONN-09)", async () => {
  const target = new URL(OCPP_URL)
  const wires = new Set()
  const proxy = net.createServer((inner) => {
    const outer = net.connect(Number(target.port), target.hostname)
    for (const [one, other] of [[inner, outer], [outer, inner]]) {
      wires.add(one)
      one.pipe(other)
      one.on("error", () => other.destroy())
    }
  })
  await once(proxy.listen(0, "127.0.0.1"), "listening")
  const endpoint = `ws://127.0.0.1:${proxy.address().port}/ocpp`
  const backoff = { initialDelay: 20, maxDelay: 200 }
  const client = await booted(chargers[8], { endpoint, reconnect: true, backoff })
  const start = { connectorId: 1, idTag: ID_TAG, meterStart: 0, timestamp: at(0) }
  const { transactionId } = await client.call("StartTransaction", start)
  const back = once(client, "open")
  for (const wire of wires) wire.destroy()
  await back
  assert.deepEqual(await client.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" }), {})
  assert.equal((await client.call("StartTransaction", start)).transactionId, transactionId)
  client.handle("ClearCache", () => ({ status: "Accepted" }))
  assert.equal((await command(chargers[8], "ClearCache", {})).state, "answered")
  await client.close()
  proxy.close()
})
