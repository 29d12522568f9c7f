// Verifies and makes backend signatures with nothing but Node: a third implementation beside the module and the sample backend, so that
// a mistake that two of them share is found by the other. Written from the official demo's Sign.java and the readings of other backends.
//
// A line in:  {"task": "verify" | "sign", "method", "target", "headers": [[name, value], ...], "body": base64, "secret",
//              "reading": {"md5", "empty", "path", "order"}}   in the words of the sample backend's --reading
// A line out: {"valid": true | false, "signature", "text"}; valid only for verify

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createInterface } from 'node:readline';

function header(request, name) {
  const wanted = name.toLowerCase();
  return request.headers.find(([one]) => one.toLowerCase() === wanted)?.[1];
}

function isForm(request) {
  const type = header(request, 'content-type') ?? '';
  return type.split(';')[0].trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

function md5Line(request, body) {
  const source = request.reading.md5;
  if (source === 'copied') {
    return header(request, 'content-md5') ?? '';
  }
  const counts = source === 'anybody' || (source === 'computed' && ['POST', 'PUT'].includes(request.method));
  return counts && body.length > 0 && !isForm(request) ? createHash('md5').update(body).digest('base64') : '';
}

// Strings sort by UTF-16 code units here, as they do in Java.
function signedNames(request) {
  const names = (header(request, 'x-ca-proxy-signature-headers') ?? '').split(',');
  switch (request.reading.order) {
    case 'listed-case':
      return [...new Set(names)].sort();
    case 'lower':
      return names
        .map((name, at) => ({ name, at, lower: name.toLowerCase() }))
        .sort((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : a.at - b.at))
        .map(({ name }) => name);
    default:
      return names;
  }
}

function pathText(path, source) {
  switch (source) {
    case 'decoded':
      return decodeURIComponent(path);
    case 'decodedbutslashes':
      return path.replace(/(?:%(?!2f|5c)[0-9a-f]{2})+/gi, (run) => decodeURIComponent(run));
    default:
      return path;
  }
}

function* fields(text) {
  for (const field of text.split('&').filter((one) => one !== '')) {
    const equals = field.indexOf('=');
    const decode = (part) => decodeURIComponent(part.replaceAll('+', ' '));
    yield equals < 0 ? [decode(field), null] : [decode(field.slice(0, equals)), decode(field.slice(equals + 1))];
  }
}

function parameterText(parameters, empty) {
  let text = '';
  for (const name of [...parameters.keys()].sort()) {
    const value = parameters.get(name);
    // As the demo's loop does: an ampersand as soon as anything stands.
    text += text === '' ? '' : '&';
    if (value) {
      text += `${name}=${value}`;
    } else if (empty === 'bare') {
      text += name;
    } else if (empty !== 'stray' || value === '') {
      text += `${name}=`;
    }
  }
  return text;
}

function textToSign(request) {
  const body = Buffer.from(request.body, 'base64');
  const mark = request.target.indexOf('?');
  const path = mark < 0 ? request.target : request.target.slice(0, mark);
  const query = mark < 0 ? '' : request.target.slice(mark + 1);
  const lines = signedNames(request)
    .map((name) => [name.toLowerCase(), header(request, name)])
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}:${value}\n`);
  const parameters = new Map();
  for (const [name, value] of [...fields(query), ...fields(isForm(request) ? body.toString('utf8') : '')]) {
    if (!parameters.has(name)) {
      parameters.set(name, value);
    }
  }

  const resource = pathText(path, request.reading.path)
    + (parameters.size > 0 ? `?${parameterText(parameters, request.reading.empty)}` : '');
  return `${request.method}\n${md5Line(request, body)}\n${lines.join('')}${resource}`;
}

function answer(request) {
  const text = textToSign(request);
  const signature = createHmac('sha256', request.secret).update(text, 'utf8').digest();
  if (request.task === 'sign') {
    return { signature: signature.toString('base64'), text };
  }
  const given = Buffer.from(header(request, 'x-ca-proxy-signature') ?? '', 'base64');
  const valid = given.length === signature.length && timingSafeEqual(given, signature);
  return { valid, signature: signature.toString('base64'), text };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
