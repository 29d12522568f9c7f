// Where the sandbox server is and who may call it: what the server prints when it starts.

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name}; the sandbox server prints it when it starts.`);
  }
  return value;
}

export function sandbox() {
  return {
    url: new URL(required('AG_SANDBOX_URL')),
    accessKeyId: required('AG_SANDBOX_ACCESS_KEY_ID'),
    accessKeySecret: required('AG_SANDBOX_ACCESS_KEY_SECRET'),
    regionId: process.env.AG_SANDBOX_REGION_ID ?? 'cn-hangzhou',
  };
}
