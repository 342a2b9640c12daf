/**
 * Every text that a reader sees, in English and Japanese. A page awaits `load('console')` (its catalogue, and the one that pages share)
 * before it shows anything; `text('state.retry')` is the text in the reader's language, `text('stars.many', { n: 3 })` fills in `{n}`.
 * A key that does not exist is shown as it is: a test holds the catalogues to the same keys.
 */
const KEY = 'kotae.language';
const FOLDER = new URL('./messages/', import.meta.url);

export const LANGUAGES = { en: 'English', ja: '日本語' };

let current = chosen();
let catalogue = {};
const loaded = [];

/** The language that was chosen here, else the first of the browser's that Kotae speaks, else English. */
function chosen() {
    const wishes = [localStorage.getItem(KEY), ...navigator.languages];
    return wishes.map(wish => wish?.slice(0, 2).toLowerCase()).find(wish => wish in LANGUAGES) ?? 'en';
}

export function language() {
    return current;
}

export function text(key, values = {}) {
    return (catalogue[key] ?? key).replace(/\{(\w+)}/g, (whole, name) => values[name] ?? whole);
}

/** Loads the catalogues of a page, once before it is shown. */
export async function load(...names) {
    loaded.push('shared', ...names);
    await read();
}

/** Changes the language of everything that is shown; elements hear of it by the event `kotae-language`. */
export async function setLanguage(name) {
    localStorage.setItem(KEY, name);
    current = name;
    await read();
    document.dispatchEvent(new CustomEvent('kotae-language'));
}

async function read() {
    const parts = await Promise.all(loaded.map(async name => {
        const response = await fetch(new URL(`${name}.${current}.json`, FOLDER));
        if (!response.ok) {
            throw new Error(`No messages ${name}.${current}: ${response.status}`);
        }
        return response.json();
    }));
    catalogue = Object.assign({}, ...parts);
    document.documentElement.lang = current;
}

/** A number as the reader's language writes it, with a fixed number of decimals. */
export function number(value, decimals = 0) {
    return new Intl.NumberFormat(current, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A share from 0 to 1 as a percentage. */
export function percent(value, decimals = 0) {
    return new Intl.NumberFormat(current, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals })
        .format(value);
}

/** A moment (a Date, or what Date takes) in the reader's own time. */
export function moment(value) {
    return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));
}

/** Seconds or milliseconds, whichever is the shorter to read. */
export function duration(millis) {
    return millis < 1000 ? `${number(millis)} ms` : `${number(millis / 1000, 1)} s`;
}
