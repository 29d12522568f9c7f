// node credentials.mjs, then one case a line on standard input:
//   {"name":"...","env":{"ALIBABA_CLOUD_...":"..."},"home":"/a/throw-away/folder","server":"http://127.0.0.1:5080"}
// Each answer is one line of JSON: the keys that Alibaba Cloud's own default credential chain finds there, or why it
// finds none. Requests go to the server of the case; a header says whom they were for.
//
// The homes must be throw-away folders: the package writes into a CLI configuration whose profile runs a program.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { homedir } from 'node:os';
import { print } from './client/commandLine.mjs';

const require = createRequire(import.meta.url);
const { default: Credential } = require('@alicloud/credentials');

// The package's own copy: there may be others.
const httpx = createRequire(require.resolve('@alicloud/credentials'))('httpx');
const send = httpx.request;
// The package gives the metadata server a second, which a busy test machine may well need. What is off is refused at once.
const patience = { connectTimeout: 60_000, readTimeout: 60_000 };
let server;
httpx.request = (url, options) => {
  const [, asked, host, rest] = /^(\w+:\/\/([^/?#]*))(.*)$/.exec(url);
  return send(server + rest, { ...options, ...patience, headers: { ...options.headers, host, 'x-asked': asked } });
};

for await (const line of createInterface({ input: process.stdin })) {
  const one = JSON.parse(line);
  enter(one);
  print({ name: one.name, ...(await keys()) });
}

// The package asks for the variables and the home at various times; one case at a time has them to itself.
function enter({ env, home, server: address }) {
  for (const name of Object.keys(process.env)) {
    if (name.toUpperCase().startsWith('ALIBABA_CLOUD_')) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, env, { HOME: home, USERPROFILE: home });
  if (homedir() !== home) {
    throw new Error(`The home is still ${homedir()}.`);
  }
  server = address.replace(/\/$/, '');
}

async function keys() {
  try {
    const { accessKeyId, accessKeySecret, securityToken, providerName } = await new Credential().getCredential();
    return { ok: true, accessKeyId, accessKeySecret, securityToken, provider: providerName };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}
