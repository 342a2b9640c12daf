/** The eval service, as this page asks it. The token is the console's, kept for this tab alone. */
const KEY = 'kotae.token';

export class Problem extends Error {
    constructor(status, message, body = {}) {
        super(message);
        this.status = status;
        this.body = body;
    }
}

export function setToken(token) {
    sessionStorage.setItem(KEY, token);
}

export async function read(path, options = {}) {
    const token = sessionStorage.getItem(KEY);
    const credentials = !token ? {}
        : token.split('.').length === 3 ? { Authorization: `Bearer ${token}` } : { 'X-Api-Key': token };
    let response;
    try {
        response = await fetch(path, { ...options, headers: { Accept: 'application/json', ...credentials } });
    } catch {
        throw new Problem(0, '');
    }
    if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        throw new Problem(response.status, problem.detail ?? '', problem);
    }
    return response.json();
}

/** An address of the reports' interface with a query; what is empty is left out. */
export function address(path, query = {}) {
    const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    return `/api/reports/${path}${parameters.size ? `?${parameters}` : ''}`;
}

/** An address of the experiments' interface. */
export function experiments(path) {
    return `/api/experiments${path}`;
}

/**
 * Saves what is at an address as a file. A plain link would do where nobody needs a token.
 */
export async function save(path, name) {
    const token = sessionStorage.getItem(KEY);
    const headers = !token ? {}
        : token.split('.').length === 3 ? { Authorization: `Bearer ${token}` } : { 'X-Api-Key': token };
    const response = await fetch(path, { headers });
    if (!response.ok) {
        throw new Problem(response.status, '');
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
