// Requests to the service. What is wrong comes back as an Error with the fields of the problem document.

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.detail ?? response.statusText), body, { status: response.status });
  return body;
}

/** @param {string} path @param {Record<string, any>} [parameters] @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== "" && one !== null && one !== undefined) query.append(name, one);
  }
  return answer(await fetch(query.size ? `${path}?${query}` : path, { headers: { Accept: "application/json" }, signal }));
}

const sent = (method, body, token) => ({
  method,
  headers: { Accept: "application/json", "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
  body: body === null ? undefined : JSON.stringify(body),
});

/** @param {string} path @param {any} body @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function post(path, body, signal = undefined) {
  return answer(await fetch(path, { ...sent("POST", body, ""), signal }));
}

/** A write, which needs the token. @param {string} method @param {string} path @param {any} body @param {string} token @returns {Promise<any>} */
export async function write(method, path, body, token) {
  return answer(await fetch(path, sent(method, body, encodeToken(token))));
}

/** The answer as a file. @param {string} path @param {any} body */
export async function file(path, body) {
  const response = await fetch(path, sent("POST", body, ""));
  if (!response.ok) await answer(response);
  return response.blob();
}

/** A header holds bytes: a token outside Latin-1 goes as the bytes of its UTF-8. @param {string} token */
const encodeToken = (token) => String.fromCharCode(...new TextEncoder().encode(token));

/** @param {string} id */
export const entityPath = (id) => `/entities/${encodeURIComponent(id)}`;
