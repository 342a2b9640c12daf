/** Which model and collections the reader chose last: kept in this browser. `model` null is the default one, no collections are all. */
const KEY = 'kotae.choice';
const NOTHING = { model: null, collections: [], pair: [] };

export function choice() {
    try {
        return { ...NOTHING, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
    } catch {
        return NOTHING;
    }
}

export function choose(change) {
    localStorage.setItem(KEY, JSON.stringify({ ...choice(), ...change }));
}
