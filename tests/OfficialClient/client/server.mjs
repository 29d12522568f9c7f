// The server's control endpoints, as far as these tests need them.

import { sandbox } from './environment.mjs';

async function control(method, endpoint, body) {
  const reply = await fetch(new URL(`/sandbox/${endpoint}`, sandbox().url), {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!reply.ok) {
    throw new Error(`${method} ${endpoint}: ${reply.status} ${await reply.text()}`);
  }
  return reply.json();
}

export const server = {
  reset: () => control('POST', 'reset'),
  calls: () => control('GET', 'calls'),
  faults: (rules) => control('PUT', 'faults', rules),
};
