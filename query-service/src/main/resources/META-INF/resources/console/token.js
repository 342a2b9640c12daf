/**
 * The token or key that the reader pasted, for this tab alone: it is kept in sessionStorage, gone with the tab, and sent nowhere but to
 * Kotae's own services. Where a proxy in front signs readers in, none is needed here.
 */
const KEY = 'kotae.token';

export function hasToken() {
    return sessionStorage.getItem(KEY) !== null;
}

export function setToken(token) {
    if (token) {
        sessionStorage.setItem(KEY, token);
    } else {
        sessionStorage.removeItem(KEY);
    }
    document.dispatchEvent(new CustomEvent('kotae-token'));
}

/** The headers that say who asks: a token of three parts is a bearer's, anything else is a service's API key. */
export function credentials() {
    const token = sessionStorage.getItem(KEY);
    if (!token) {
        return {};
    }
    return token.split('.').length === 3 ? { Authorization: `Bearer ${token}` } : { 'X-Api-Key': token };
}
