import { Problem } from './problem.js';
import { credentials } from './token.js';

let evalUrl = '';
let tokenNeeded = false;

/** Learns where ratings go; once, before anything else is asked. */
export async function connect() {
    ({ evalUrl, tokenNeeded } = await get('/console/settings'));
}

export function needsToken() {
    return tokenNeeded;
}

/** An address at the eval service. */
export function evalAddress(path) {
    return evalUrl + path;
}

export async function get(path) {
    return (await send(path, { method: 'GET' })).json();
}

/** Sends JSON and reads JSON. */
export async function exchange(method, path, body) {
    return (await send(path, { method, ...json(body) })).json();
}

/** Sends JSON and reads the response as server-sent events. */
export function ask(path, body, signal) {
    return send(path, { method: 'POST', signal, ...json(body, { Accept: 'text/event-stream' }) });
}

function json(body, headers = {}) {
    return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } };
}

async function send(path, { headers = {}, ...request }) {
    let response;
    try {
        response = await fetch(path, {
            ...request,
            headers: { Accept: 'application/json', ...headers, ...credentials() },
            credentials: 'same-origin',
            referrerPolicy: 'no-referrer',
        });
    } catch (failure) {
        throw failure.name === 'AbortError' ? failure : Problem.unreachable();
    }
    if (!response.ok) {
        throw await Problem.of(response);
    }
    return response;
}
