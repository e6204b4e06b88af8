/** Gateways that listen: TLS, tokens and certificates, and what is kept of them. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { after, before, test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { makeKnown } from "../../src/gateway/known.ts";
import { parseFarfield } from "../../src/gateway/target.ts";
import { kept } from "../kept.ts";
import { debugClient, python, startGateway, until, VERSION, type TestGateway } from "./support.ts";

let there: TestGateway;
let url: string;

before(async () => {
  there = await startGateway(["--port", "0"]);
  url = await there.url();
});

after(async () => {
  await there?.stop();
});

/** Somebody's VS Code, on a machine where nothing runs. */
function visitor() {
  const keeps = kept();
  const env = { FARFIELD_RUNTIME_DIR: join(there.directory, "visitor"), FARFIELD_CONFIG_DIR: join(there.directory, "nothing") };
  return { ...keeps, gateways: makeKnown({ version: VERSION, env, ...keeps }) };
}

function portOf(server: Server): number {
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return address.port;
}

test("a connection string connects; the token is kept where secrets are, and is forgotten", async () => {
  const { gateways, secrets, memory } = visitor();
  const gateway = await gateways.connect(url);
  const { host, port, token } = parseFarfield(url);
  assert.deepEqual([gateway.id, gateway.name, gateway.local, gateway.state], [`${host}:${port}`, `${host}:${port}`, false, "up"]);
  assert.equal((await gateway.status()).listening, `${host}:${port}`);
  assert.deepEqual([...secrets.all.values()], [token]);
  assert.ok(!`${JSON.stringify([...memory.all])} ${gateway.target}`.includes(token));
  // Another window, later.
  const again = makeKnown({ version: VERSION, env: { FARFIELD_RUNTIME_DIR: join(there.directory, "visitor") }, secrets, memory });
  await again.refresh();
  const [found] = again.all;
  assert.equal(found?.state, "idle");
  assert.equal((await found?.status())?.pid, there.pid);
  await again.forget(gateway.id);
  assert.deepEqual([again.all.length, secrets.all.size, JSON.stringify([...memory.all.values()])], [0, 0, "[[]]"]);
  again.dispose();
  gateways.dispose();
});

test("a wrong token and a wrong certificate are refused in plain words, and nothing is kept", async () => {
  const { gateways, secrets, memory } = visitor();
  const { host, port, certificate, token } = parseFarfield(url);
  const wrong = `sha256-${"A".repeat(43)}`;
  const refusals: [string, string, RegExp][] = [
    [`farfield://${host}:${port}?cert=${certificate}#nonsense`, "denied", /does not know the token; connect again with/],
    [`farfield://${host}:${port}?cert=${wrong}#${token}`, "denied", /shows another certificate .* so the token was not sent/],
    [`farfield://${host}:${port}#${token}`, "denied", /certificate of .* is not trusted here .* use the connection string/],
    [`farfield://${host}:${port}?cert=${certificate}`, "denied", /there is no token for .*: connect with the whole/],
    [`farfield://${host}:1?cert=${certificate}#${token}`, "away", /nothing listens at 127.0.0.1:1; 'farfield serve'/],
    [`farfield://no.such.host.invalid?cert=${certificate}#${token}`, "away", /name of no.such.host.invalid:7878 is not known/],
    ["ssh://gpu", "wrong", /Remote - SSH/],
    ["local", "missing", /no cluster of yours runs on this machine/],
  ];
  for (const [target, trouble, message] of refusals) {
    await assert.rejects(gateways.connect(target), (error: Error & { trouble?: string }) => {
      assert.match(error.message, message);
      assert.ok(!error.message.includes(token));
      return error.trouble === trouble;
    });
  }
  assert.deepEqual([gateways.all.length, secrets.all.size, memory.all.size], [0, 0, 0]);
  gateways.dispose();
});

test("what is no gateway is not taken for one, and is sent no token", async () => {
  const tls = readdirSync(there.directory, { recursive: true, encoding: "utf8" });
  const read = (name: string): Buffer => readFileSync(join(there.directory, tls.find((path) => path.endsWith(name)) ?? ""));
  let received = "";
  const servers = {
    web: createTlsServer({ cert: read("cert.pem"), key: read("key.pem"), ALPNProtocols: ["http/1.1"] }, (socket) => socket.end()),
    http2: createTlsServer({ cert: read("cert.pem"), key: read("key.pem"), ALPNProtocols: ["h2"] }, (socket) =>
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    ),
    plain: createServer((socket) => {
      socket.on("data", (data) => (received += data.toString("latin1")));
      socket.end("220 mail.example ESMTP\r\n");
    }),
    silent: createServer(() => undefined),
  };
  const messages = {
    web: /what answers at 127.0.0.1:\d+ is no Farfield gateway/,
    http2: /the connection to 127.0.0.1:\d+ is gone|no Farfield gateway/,
    plain: /127.0.0.1:\d+ does not speak TLS 1.3 as a gateway does/,
    silent: /127.0.0.1:\d+ does not finish the TLS handshake/,
  };
  const { gateways } = visitor();
  for (const [name, server] of Object.entries(servers) as [keyof typeof servers, Server][]) {
    const sockets = new Set<{ destroy(): void }>();
    server.on("connection", (socket) => sockets.add(socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { certificate, token } = parseFarfield(url);
    const target = `farfield://127.0.0.1:${portOf(server)}?cert=${certificate}#${token}`;
    const error = await gateways.connect(target).catch((refusal: unknown) => refusal);
    for (const socket of sockets) socket.destroy();
    server.close();
    assert.match(String(error), messages[name]);
    assert.ok(!received.includes(token));
  }
  gateways.dispose();
});

test("a token that is revoked ends what goes on, and says how to get a new one", async () => {
  const { gateways } = visitor();
  const added = await python(["-m", "farfield_engine.cli", "token", "add", "ada"], there.env).done();
  const gateway = await gateways.connect(/farfield:\/\/\S+/.exec(added)?.[0] ?? added);
  const client = debugClient(gateway);
  await client.welcome;
  await python(["-m", "farfield_engine.cli", "token", "revoke", "ada"], there.env).done();
  await until(() => gateway.state === "refused", "the refusal");
  assert.match(gateway.why, /this token was revoked; ask the gateway's owner for a new one \('farfield token add'\)/);
  assert.equal(client.ended.length, 1);
  await assert.rejects(gateway.status(), { trouble: "denied", message: gateway.why });
  const again = await python(["-m", "farfield_engine.cli", "token", "add", "ada"], there.env).done();
  assert.equal(await gateways.connect(/farfield:\/\/\S+/.exec(again)?.[0] ?? again), gateway);
  assert.equal(gateway.state, "up");
  gateways.dispose();
});

test("a gateway that is started anew is connected to again", async () => {
  const { gateways } = visitor();
  const gateway = await gateways.connect(url);
  const client = debugClient(gateway);
  await client.welcome;
  const port = String(parseFarfield(url).port);
  await there.end();
  await until(() => gateway.state === "away", "its end is noticed");
  assert.equal(client.ended.length, 1);
  await there.start(["--port", port]);
  await until(() => gateway.state === "up", "the connection");
  assert.equal((await gateway.status()).pid, there.pid);
  gateways.dispose();
});
